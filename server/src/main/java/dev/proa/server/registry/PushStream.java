package dev.proa.server.registry;

import dev.proa.engine.image.PushProgress;
import dev.proa.image.Digest;
import dev.proa.wire.image.ProgressBody;
import dev.proa.wire.image.ProgressDetail;
import dev.proa.wire.image.ProgressError;
import dev.proa.wire.json.WireJson;
import dev.proa.wire.registry.PushedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A push's progress as lines of JSON. */
final class PushStream implements PushProgress {
    private static final ProgressDetail NOTHING = new ProgressDetail(0, 0, 0, false, "");

    private final WireJson json;
    private final OutputStream out;

    PushStream(WireJson json, OutputStream out) {
        this.json = json;
        this.out = out;
    }

    @Override
    public void message(String text) {
        send(line("", text, null));
    }

    @Override
    public void state(String id, String state) {
        send(line(id, state, NOTHING));
    }

    @Override
    public void bytes(String id, String state, long current, long total) {
        send(line(id, state, new ProgressDetail(current, total, 0, false, "")));
    }

    @Override
    public void pushed(String tag, Digest digest, long size) {
        message(tag + ": digest: " + digest + " size: " + size);
        send(new PushedBody(NOTHING, new PushedBody.Aux(tag, digest.toString(), size)));
    }

    void error(String message) {
        send(new ProgressBody("", "", null, "", "", new ProgressError(0, message), message));
    }

    private static ProgressBody line(String id, String status, @Nullable ProgressDetail detail) {
        return new ProgressBody("", status, detail, "", id, null, "");
    }

    /** Layers are pushed by several threads. */
    private synchronized void send(Object body) {
        byte[] text = json.write(body);
        byte[] whole = new byte[text.length + 2];
        System.arraycopy(text, 0, whole, 0, text.length);
        whole[text.length] = '\r';
        whole[text.length + 1] = '\n';
        try {
            out.write(whole);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
