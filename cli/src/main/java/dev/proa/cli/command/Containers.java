package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.api.Query;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Steps that many commands on containers share. */
public final class Containers {
    private Containers() {}

    /** What is done to one container. */
    public interface Action {
        void run(String name) throws IOException, CliException;
    }

    /** The path of a container's resource. */
    public static String path(String name, String resource) throws CliException {
        if (name.isBlank()) {
            throw new CliException("invalid container name or ID: value is empty");
        }
        return "/containers/" + Query.segment(name) + resource;
    }

    /** The answer of {@code GET /containers/{name}/json}. */
    public static JsonObject inspect(Cli cli, String name) throws IOException, CliException {
        try (var response = cli.api().get(path(name, "/json"))) {
            return response.object();
        }
    }

    /** Sends a request whose answer says nothing but success. */
    public static void post(Cli cli, Object path) throws IOException, CliException {
        try (var _ = cli.api().post(path)) {
            // The status was checked.
        }
    }

    /** Does it to one after the other, printing each name that went well, and fails with all the errors. */
    public static void each(Cli cli, List<String> names, Action action) throws CliException {
        List<String> errors = new ArrayList<>();
        for (String name : names) {
            try {
                action.run(name);
                cli.println(name);
            } catch (IOException e) {
                errors.add(String.valueOf(e.getMessage()));
            } catch (CliException e) {
                errors.add(e.text());
            }
        }
        failWith(errors);
    }

    /**
     * Does it to all at once, prints in the order given.
     *
     * @param forgiving whether names that do not exist are only reported
     */
    public static void parallel(Cli cli, List<String> names, boolean forgiving, Action action) throws CliException {
        if (names.size() == 1 && !forgiving) {
            each(cli, names, action);
            return;
        }
        List<String> errors = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (String name : names) {
                Callable<Boolean> task = () -> {
                    action.run(name);
                    return true;
                };
                results.add(tasks.submit(task));
            }
            for (int i = 0; i < names.size(); i++) {
                try {
                    results.get(i).get();
                    cli.println(names.get(i));
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    String message =
                            cause == null ? String.valueOf(e.getMessage()) : String.valueOf(cause.getMessage());
                    if (forgiving && cause instanceof ApiException api && api.isNotFound()) {
                        cli.errln(message);
                    } else {
                        errors.add(message);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CliException("interrupted");
                }
            }
        }
        failWith(errors);
    }

    /** Fails with the errors, one a line, if there are any. */
    public static void failWith(List<String> errors) throws CliException {
        if (!errors.isEmpty()) {
            throw new CliException(String.join("\n", errors));
        }
    }
}
