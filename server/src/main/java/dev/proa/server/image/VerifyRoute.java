package dev.proa.server.image;

import dev.proa.engine.image.Images;
import dev.proa.engine.image.VerifyReport;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Router;
import dev.proa.wire.image.DamageBody;
import dev.proa.wire.image.VerifyBody;
import java.io.IOException;

/** {@code GET /proa/images/verify}, which Docker does not have. */
public final class VerifyRoute {
    private final Images images;

    public VerifyRoute(Images images) {
        this.images = images;
    }

    public void addTo(Router router) {
        router.get("/proa/images/verify", this::verify);
    }

    private void verify(Exchange exchange) throws IOException {
        VerifyReport report = images.verify();
        exchange.reply(
                200,
                new VerifyBody(
                        report.blobs(),
                        report.layers(),
                        report.damaged().stream()
                                .map(one -> new DamageBody(one.kind(), one.id(), one.images(), one.problems()))
                                .toList()));
    }
}
