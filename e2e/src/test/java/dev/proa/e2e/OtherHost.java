package dev.proa.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Another host on a cable to this one: a network namespace that lives as long as one process in it, so nothing of it is
 * pinned anywhere. Its default route is this host, of which it therefore reaches all addresses, and containers' if they
 * let it.
 */
final class OtherHost implements AutoCloseable {

    private final Process keeper;
    private final String cable;
    private final int number;

    private OtherHost(Process keeper, String cable, int number) {
        this.keeper = keeper;
        this.cable = cable;
        this.number = number;
    }

    static OtherHost connect() throws IOException {
        int number = ThreadLocalRandom.current().nextInt(1, 16_000);
        String cable = "poh" + number;
        Process keeper = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo ready; exec sleep 1000")
                .redirectErrorStream(true)
                .start();
        OtherHost host = new OtherHost(keeper, cable, number);
        try {
            keeper.inputReader().readLine();
            Host.exec("ip", "link", "add", cable, "type", "veth", "peer", "eth0", "netns", Long.toString(keeper.pid()));
            Host.exec("ip", "addr", "add", host.ourAddress() + "/24", "dev", cable);
            Host.exec("ip", "addr", "add", host.ourAddress6() + "/64", "dev", cable, "nodad");
            Host.exec("ip", "link", "set", cable, "up");
            host.inside("ip", "link", "set", "lo", "up");
            host.inside("ip", "addr", "add", host.address() + "/24", "dev", "eth0");
            host.inside("ip", "addr", "add", host.net6() + "2/64", "dev", "eth0", "nodad");
            host.inside("ip", "link", "set", "eth0", "up");
            host.inside("ip", "route", "add", "default", "via", host.ourAddress());
            return host;
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** This host's address on the cable. */
    String ourAddress() {
        return net() + "1";
    }

    String ourAddress6() {
        return net6() + "1";
    }

    /** The other host's. */
    String address() {
        return net() + "2";
    }

    String address6() {
        return net6() + "2";
    }

    private String net() {
        return "10." + (128 + number / 256) + "." + number % 256 + ".";
    }

    private String net6() {
        return "fd98:" + Integer.toHexString(number) + "::";
    }

    /** Runs a command there; it must succeed. */
    String inside(String... command) {
        return Host.exec(line(command));
    }

    /** The exit code and output of a command there. */
    Answer tries(String... command) throws IOException {
        Process process =
                new ProcessBuilder(line(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Answer(process.onExit().join().exitValue(), output.strip());
    }

    record Answer(int exit, String output) {}

    /** What a page says that is fetched from there, or how that failed. */
    Answer fetch(String url, int seconds) throws IOException {
        return tries("timeout", Integer.toString(seconds), "busybox", "wget", "-qO-", url);
    }

    private String[] line(String... command) {
        List<String> line = new ArrayList<>(List.of("nsenter", "-t", Long.toString(keeper.pid()), "-n"));
        line.addAll(List.of(command));
        return line.toArray(String[]::new);
    }

    @Override
    public void close() {
        Host.removeInterface(cable);
        keeper.destroyForcibly().onExit().join();
    }
}
