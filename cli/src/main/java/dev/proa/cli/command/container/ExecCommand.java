package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Response;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.command.container.CheckedListFlag.Form;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Attachment;
import dev.proa.cli.stream.Terminal;
import dev.proa.cli.stream.WindowSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa exec}. */
public final class ExecCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag detach = flags.bool("detach", 'd', "Leave the command running");
    private final SessionKeys detachKeys = new SessionKeys(flags);
    private final ListFlag env =
            flags.add(new CheckedListFlag("env", 'e', "list", Form.ENVIRONMENT, "Set an environment variable"));
    private final ListFlag envFile = flags.list("env-file", "Read environment variables from a file");
    private final BoolFlag interactive = flags.bool("interactive", 'i', "Keep standard input open");
    private final BoolFlag privileged = flags.bool("privileged", "Give the command all privileges");
    private final BoolFlag tty = flags.bool("tty", 't', "Give the command a terminal");
    private final StringFlag user = flags.string("user", 'u', "", "Run as this user (name|uid[:group|gid])");
    private final StringFlag workdir = flags.string("workdir", 'w', "", "Working directory inside the container");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                        2,
                        "[OPTIONS] CONTAINER COMMAND [ARG...]",
                        "Execute a command in a running container",
                        "container exec",
                        "exec")
                .flagsFirst();
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String name = arguments.getFirst();
        boolean terminal = tty.value() && !detach.value();
        Terminal.prepare(terminal);
        String keys = detachKeys.of(cli, terminal);
        boolean stdin = interactive.value() && !detach.value();
        Map<String, Object> request = request(arguments.subList(1, arguments.size()), stdin, keys);
        // A container that does not exist is the first thing to tell.
        Containers.inspect(cli, name);
        if (!detach.value()) {
            Terminal.check(stdin, tty.value());
        }
        String id;
        try (var response = cli.api().postJson(Containers.path(name, "/exec"), request)) {
            id = response.object().string("Id");
        }
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("Detach", detach.value());
        start.put("Tty", tty.value());
        if (detach.value()) {
            try (var _ = cli.api().postJson("/exec/" + id + "/start", start)) {
                return;
            }
        }
        WindowSize size = terminal ? Terminal.windowSize() : null;
        if (size != null) {
            start.put("ConsoleSize", List.of(size.rows(), size.columns()));
        }
        attached(cli, id, start, stdin, keys);
    }

    private void attached(Cli cli, String id, Map<String, Object> start, boolean stdin, String keys)
            throws CliException, IOException {
        try (Response connection = cli.api().hijack("/exec/" + id + "/start", start);
                Terminal mode = Terminal.raw(stdin && tty.value())) {
            Attachment attachment = Attachment.start(
                    cli, connection, new Attachment.Streams(stdin, true, true, tty.value()), mode.detachKeys(keys));
            if (tty.value()) {
                mode.followSize(cli.api(), "/exec/" + id, false);
            }
            boolean detached = attachment.await();
            mode.restore();
            if (detached) {
                throw new CliException("read escape sequence");
            }
        }
        try (var response = cli.api().get("/exec/" + id + "/json")) {
            int code = (int) response.object().number("ExitCode");
            if (code != 0) {
                throw CliException.exit(code);
            }
        }
    }

    private Map<String, Object> request(List<String> command, boolean stdin, String keys)
            throws CliException, IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        List<String> environment = new ArrayList<>();
        for (String file : envFile.values()) {
            KeyValueFile.read(file, true, environment);
        }
        environment.addAll(env.values());
        request.put("User", user.value());
        request.put("Privileged", privileged.value());
        request.put("Tty", tty.value());
        request.put("AttachStdin", stdin);
        request.put("AttachStderr", !detach.value());
        request.put("AttachStdout", !detach.value());
        request.put("DetachKeys", keys);
        request.put("Env", environment);
        request.put("WorkingDir", workdir.value());
        request.put("Cmd", command);
        return request;
    }
}
