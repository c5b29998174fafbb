package dev.proa.server.registry;

import dev.proa.engine.image.PushProgress;
import dev.proa.image.Digest;
import dev.proa.server.image.ProgressLines;
import dev.proa.wire.image.ProgressDetail;
import dev.proa.wire.registry.PushedBody;

/** A push's progress as lines. */
final class PushStream implements PushProgress {
    private static final ProgressDetail NOTHING = new ProgressDetail(0, 0, 0, false, "");

    private final ProgressLines lines;

    PushStream(ProgressLines lines) {
        this.lines = lines;
    }

    @Override
    public void message(String text) {
        lines.status(text);
    }

    @Override
    public void state(String id, String state) {
        lines.part(id, state, 0, 0);
    }

    @Override
    public void bytes(String id, String state, long current, long total) {
        lines.part(id, state, current, total);
    }

    @Override
    public void pushed(String tag, Digest digest, long size) {
        message(tag + ": digest: " + digest + " size: " + size);
        lines.send(new PushedBody(NOTHING, new PushedBody.Aux(tag, digest.toString(), size)));
    }
}
