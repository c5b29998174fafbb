package dev.proa.server.image;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.image.Images;
import dev.proa.engine.image.PendingPull;
import dev.proa.engine.image.PullRequest;
import dev.proa.engine.image.PullStep;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Failures;
import dev.proa.server.http.StreamReply;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Pulls an image. What the registry refuses at once is answered with its own status; from then on the client is told
 * step by step, and one that goes away ends the pull.
 */
final class PullRoute {
    private final Images images;

    PullRoute(Images images) {
        this.images = images;
    }

    /** @param image with a tag or digest, or without for all tags */
    void pull(Exchange exchange, String image) throws IOException, InterruptedException {
        PendingPull pull =
                images.pull(new PullRequest(image, exchange.query().text("platform"), RegistryAuth.of(exchange)));
        StreamReply.send(exchange, "application/json", out -> run(pull, exchange, out), () -> {});
    }

    private static void run(PendingPull pull, Exchange exchange, OutputStream out) throws IOException {
        ProgressLines lines = new ProgressLines(exchange.json(), out);
        try {
            pull.run(step -> tell(step, lines));
        } catch (EngineException failure) {
            lines.error(Failures.text(failure));
        }
    }

    private static void tell(PullStep step, ProgressLines lines) {
        if (step.id().isEmpty()) {
            lines.status(step.status());
        } else {
            lines.part(step.id(), step.status(), step.current(), step.total());
        }
    }
}
