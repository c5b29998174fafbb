package dev.proa.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command line that speaks to an engine: one column of the table. All of them know the same verbs.
 *
 * @param title the column's head
 * @param engine the engine behind it
 * @param prefix the program and the options that lead it to its engine
 * @param environment variables it needs
 * @param containerOptions options that each new container needs
 * @param removal the verb and options that remove containers at once, running or not
 */
public record Client(
        String title,
        Engine engine,
        List<String> prefix,
        Map<String, String> environment,
        List<String> containerOptions,
        List<String> removal) {
    /** The image that every engine has. */
    public static final String IMAGE = "busybox";

    public Client {
        prefix = List.copyOf(prefix);
        environment = Map.copyOf(environment);
        containerOptions = List.copyOf(containerOptions);
        removal = List.copyOf(removal);
    }

    /** A command such as {@code ps}. */
    public Command command(String... arguments) {
        return command(List.of(arguments));
    }

    /** A command such as {@code ps}. */
    public Command command(List<String> arguments) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(arguments);
        return new Command(all, environment);
    }

    /**
     * {@code run} or {@code create} of a container of {@link #IMAGE}.
     *
     * @param verb run or create
     * @param options options before the image
     * @param program what the container runs
     */
    public Command container(String verb, List<String> options, String... program) {
        List<String> all = new ArrayList<>();
        all.add(verb);
        all.addAll(containerOptions);
        all.addAll(options);
        all.add(IMAGE);
        all.addAll(List.of(program));
        return command(all);
    }

    /** Starts a container that does nothing, in the background. */
    public void runIdle(String name) throws CommandFailed, InterruptedException {
        container("run", List.of("-d", "--name", name), "sleep", "100000").time();
    }

    /** Removes containers, running or not. */
    public void remove(List<String> names) throws CommandFailed, InterruptedException {
        List<String> all = new ArrayList<>(removal);
        all.addAll(names);
        command(all).time();
    }
}
