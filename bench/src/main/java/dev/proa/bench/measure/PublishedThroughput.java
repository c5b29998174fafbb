package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;

/** What a container sends to the host through a published port, by an address that the engines translate in the kernel. */
public final class PublishedThroughput implements Row {
    private static final long BYTES = 2L << 30;

    /** In large pieces: busybox's head would be the slowest part. */
    private static final String SENDER = "exec dd if=/dev/zero bs=1M count=" + (BYTES >> 20) + " 2>/dev/null";

    private static final String NAME = "bench-throughput";

    /** Given to the loopback interface by {@code enclosure.sh}: 127.0.0.1 itself goes through dockerd's own proxy. */
    private static final String HOST = "192.0.2.1";

    private static final int ATTEMPTS = 500;

    @Override
    public String id() {
        return "published-throughput";
    }

    @Override
    public String title() {
        return "2 GiB from a container through a published port";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public boolean ofEngine() {
        return true;
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        client.container(
                        "run",
                        List.of("-d", "--name", NAME, "-p", "80"),
                        "nc",
                        "-ll",
                        "-p",
                        "80",
                        "-e",
                        "sh",
                        "-c",
                        SENDER)
                .time();
        int port = port(client);
        for (int i = 0; ; i++) {
            try (Socket socket = new Socket(HOST, port)) {
                if (socket.getInputStream().read() == 0) {
                    return;
                }
            } catch (IOException notYet) {
                if (i == ATTEMPTS) {
                    throw new CommandFailed("port " + port + " of " + client.title() + ": " + notYet.getMessage());
                }
            }
            Thread.sleep(10);
        }
    }

    private static int port(Client client) throws CommandFailed, InterruptedException {
        String first =
                client.command("port", NAME, "80").text().lines().findFirst().orElse("");
        return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        int port = port(client);
        byte[] buffer = new byte[1 << 18];
        long begin = System.nanoTime();
        try (Socket socket = new Socket(HOST, port);
                InputStream in = socket.getInputStream()) {
            long count = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count += n;
            }
            if (count != BYTES) {
                throw new CommandFailed(client.title() + ": " + count + " bytes came, not " + BYTES);
            }
            return System.nanoTime() - begin;
        } catch (IOException e) {
            throw new CommandFailed(client.title() + ": " + e.getMessage());
        }
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.remove(List.of(NAME));
    }
}
