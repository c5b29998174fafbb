package dev.proa.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A host of a test's own, whose firewall it may change: a network namespace with a cable to another that stands for the
 * world outside. Both live as long as a process in them, so nothing is pinned anywhere. The mounts of the host are its
 * own, too, for programs that make some.
 */
final class PrivateHost implements AutoCloseable {

    static final String ADDRESS = "192.0.2.1";
    static final String OUTSIDE = "192.0.2.2";

    private final Process host;
    private final Process outside;

    private PrivateHost(Process host, Process outside) {
        this.host = host;
        this.outside = outside;
    }

    static PrivateHost make() throws IOException {
        PrivateHost made = new PrivateHost(keeper("--net", "--mount", "--propagation", "private"), keeper("--net"));
        try {
            made.inside("ip", "link", "set", "lo", "up");
            made.inside("ip", "link", "add", "out0", "type", "veth", "peer", "eth0", "netns", "" + made.outside.pid());
            made.inside("ip", "addr", "add", ADDRESS + "/24", "dev", "out0");
            made.inside("ip", "link", "set", "out0", "up");
            made.outside("ip", "addr", "add", OUTSIDE + "/24", "dev", "eth0");
            made.outside("ip", "link", "set", "eth0", "up");
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static Process keeper(String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("unshare"));
        line.addAll(List.of(options));
        line.addAll(List.of("sh", "-c", "echo ready; exec sleep 1000"));
        Process keeper = new ProcessBuilder(line).redirectErrorStream(true).start();
        keeper.inputReader().readLine();
        return keeper;
    }

    /** What to put before a command that is to run there, with the mounts of whoever starts it. */
    List<String> prefix() {
        return List.of("nsenter", "-t", Long.toString(host.pid()), "-n");
    }

    /** Runs a command there, which must succeed. */
    String inside(String... command) {
        return Host.exec(line(prefix(), command));
    }

    /** Starts a command there that has the host's own mounts. */
    Process start(ProcessBuilder.Redirect output, String... command) throws IOException {
        List<String> prefix = List.of("nsenter", "-t", Long.toString(host.pid()), "-n", "-m");
        return new ProcessBuilder(line(prefix, command))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    /** Runs a command in the world outside, which must succeed. */
    String outside(String... command) {
        return Host.exec(line(List.of("nsenter", "-t", Long.toString(outside.pid()), "-n"), command));
    }

    private static String[] line(List<String> prefix, String... command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        return line.toArray(String[]::new);
    }

    @Override
    public void close() {
        for (Process keeper : new Process[] {outside, host}) {
            keeper.destroyForcibly().onExit().join();
        }
    }
}
