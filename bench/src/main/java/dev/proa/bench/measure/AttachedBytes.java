package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** Output in large pieces, as of a program that writes an archive, beside being logged. */
public final class AttachedBytes implements Row {
    private static final long BYTES = 256L << 20;

    @Override
    public String id() {
        return "attached-bytes";
    }

    @Override
    public String title() {
        return "`run --rm` printing 256 MiB in large pieces";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.container("run", List.of("--rm"), "head", "-c", "" + BYTES, "/dev/zero")
                .timeOutput(BYTES);
    }
}
