package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** How long a key that is typed takes to be seen: to the container's terminal and back as its echo. */
public final class Keystroke implements Row {
    private static final String NAME = "bench-keystroke";
    private static final int KEYS = 100;

    @Override
    public String id() {
        return "keystroke";
    }

    @Override
    public String title() {
        return "a key typed in `exec -it … cat`, until its echo";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 10);
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        client.runIdle(NAME);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.command("exec", "-it", NAME, "sh", "-c", "echo ready; exec cat")
                .onTerminal()
                .timeEcho("ready", KEYS);
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.remove(List.of(NAME));
    }
}
