package dev.proa.runtime.top;

import dev.proa.linux.io.Poller;
import dev.proa.runtime.internal.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the host's ps for the processes of a container. Safe for use by any thread. */
public final class ProcessLister {
    private static final String DEFAULT_ARGUMENTS = "-ef";
    // A column of another content that is titled PID would let processes of others through.
    private static final Pattern RENAMED = Pattern.compile("\\s+([^\\s]*)=\\s*(PID[^\\s]*)");

    private final Path ps;
    private final Poller poller;

    /** Uses this ps. */
    public ProcessLister(Path ps, Poller poller) {
        this.ps = ps;
        this.poller = poller;
    }

    /**
     * Lists processes.
     *
     * @param pids whose, in this process's pid namespace
     * @param arguments for ps, separated by spaces; {@code -ef} if empty
     * @throws IllegalArgumentException when the arguments give no usable column PID
     * @throws IOException when ps fails, with the first line it printed
     */
    public ProcessListing list(Set<Integer> pids, String arguments) throws IOException {
        String given = arguments.isBlank() ? DEFAULT_ARGUMENTS : arguments;
        Matcher renamed = RENAMED.matcher(given);
        while (renamed.find()) {
            if (!renamed.group(1).equals("pid")) {
                throw new IllegalArgumentException(
                        "specifying \"" + renamed.group(1) + "=" + renamed.group(2) + "\" is not allowed");
            }
        }
        List<String> command = new ArrayList<>();
        command.add(ps.toString());
        command.addAll(List.of(given.split(" ", -1)));
        List<String> selected = new ArrayList<>(command);
        selected.add("-q" + pids.stream().map(String::valueOf).collect(Collectors.joining(",")));
        List<String> environment = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
        Programs.Result result = Programs.run(selected, environment, poller);
        if (result.exit() != 0) {
            // Some options, such as f, do not go together with q.
            result = Programs.run(command, environment, poller);
        }
        if (result.exit() != 0) {
            String why = result.error().lines().findFirst().orElse("exit status " + result.exit());
            throw new IOException("ps: " + why);
        }
        return ProcessListing.parse(result.output(), pids);
    }
}
