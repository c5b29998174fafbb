package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** Reading back what a container has printed, from the engine's default log. */
public final class Logs implements Row {
    private static final String NAME = "bench-logs";

    @Override
    public String id() {
        return "logs";
    }

    @Override
    public String title() {
        return "`logs` of two million lines";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        client.container("run", List.of("-d", "--name", NAME), "seq", "" + TwoMillionLines.LINES)
                .time();
        client.command("wait", NAME).time();
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.command("logs", NAME).timeOutput(TwoMillionLines.BYTES);
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.remove(List.of(NAME));
    }
}
