package dev.proa.server.registry;

import dev.proa.engine.image.ImagePush;
import dev.proa.engine.image.Images;
import dev.proa.image.ImageName;
import dev.proa.image.InvalidReferenceException;
import dev.proa.image.registry.Credentials;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Failures;
import dev.proa.server.http.HttpFailure;
import dev.proa.server.http.Router;
import dev.proa.server.http.StreamReply;
import dev.proa.server.image.ProgressLines;
import dev.proa.server.image.RegistryAuth;
import dev.proa.wire.image.RegistryAuthBody;
import dev.proa.wire.json.BadJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** {@code POST /images/{name}/push}: answers with progress, and ends the push when the client goes away. */
public final class PushRoute {
    private static final int BODY_LIMIT = 64 << 10;

    private final Images images;

    public PushRoute(Images images) {
        this.images = images;
    }

    public void addTo(Router router) {
        router.post("/images/{name}/push", this::push);
    }

    private void push(Exchange exchange) throws IOException, InterruptedException {
        Credentials credentials = credentials(exchange);
        String tag = exchange.query().text("tag");
        String name = tag.isEmpty() ? exchange.name() : exchange.name() + (tag.indexOf(':') < 0 ? ":" : "@") + tag;
        checkName(name);
        ImagePush request = new ImagePush(name, platform(exchange), credentials);
        StreamReply.send(
                exchange,
                "application/json",
                body -> {
                    ProgressLines lines = new ProgressLines(exchange.json(), body);
                    try {
                        images.push(request, new PushStream(lines));
                    } catch (InterruptedIOException gone) {
                        throw gone;
                    } catch (UncheckedIOException gone) {
                        throw gone.getCause();
                    } catch (IOException | RuntimeException failure) {
                        lines.error(Failures.text(failure));
                    }
                },
                () -> {});
    }

    private static void checkName(String name) {
        try {
            if (ImageName.parse(name).digest() != null) {
                throw new HttpFailure(400, "cannot push a digest reference");
            }
        } catch (InvalidReferenceException malformed) {
            throw new HttpFailure(400, String.valueOf(malformed.getMessage()));
        }
    }

    /** In the header, or in the body as very old clients do; Docker refuses a push with neither. */
    private static Credentials credentials(Exchange exchange) throws IOException {
        if (exchange.header("X-Registry-Auth") != null) {
            return RegistryAuth.of(exchange);
        }
        byte[] body = exchange.body().readNBytes(BODY_LIMIT);
        try {
            if (body.length > 0) {
                return RegistryAuth.of(exchange.json().read(RegistryAuthBody.class, body));
            }
        } catch (BadJson malformed) {
            throw new HttpFailure(
                    400,
                    "bad parameters and missing X-Registry-Auth: invalid X-Registry-Auth header: "
                            + malformed.getMessage());
        }
        throw new HttpFailure(400, "bad parameters and missing X-Registry-Auth: invalid X-Registry-Auth header: EOF");
    }

    /** JSON from version 1.46 on, which is when the parameter came; {@code os/arch} is taken too. */
    private static @Nullable String platform(Exchange exchange) {
        String text = exchange.query().text("platform");
        if (text.isEmpty() || exchange.version().before(46)) {
            return null;
        }
        return PlatformParameter.parse(exchange.json(), text);
    }
}
