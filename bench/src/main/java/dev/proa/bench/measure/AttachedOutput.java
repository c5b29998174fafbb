package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** A container's output as it is printed, through the engine to a reader, beside being logged. */
public final class AttachedOutput implements Row {
    @Override
    public String id() {
        return "attached";
    }

    @Override
    public String title() {
        return "`run --rm` printing two million lines";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.container("run", List.of("--rm"), "seq", "" + TwoMillionLines.LINES)
                .timeOutput(TwoMillionLines.BYTES);
    }
}
