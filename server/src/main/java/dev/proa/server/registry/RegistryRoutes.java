package dev.proa.server.registry;

import dev.proa.engine.registry.RegistryQueries;
import dev.proa.engine.registry.RemoteImageView;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.HttpFailure;
import dev.proa.server.http.Router;
import dev.proa.server.image.RegistryAuth;
import dev.proa.wire.image.RegistryAuthBody;
import dev.proa.wire.registry.AuthenticatedBody;
import dev.proa.wire.registry.DescriptorBody;
import dev.proa.wire.registry.DistributionBody;
import dev.proa.wire.registry.PlatformDescriptorBody;
import dev.proa.wire.registry.SearchResultBody;
import java.io.IOException;
import java.util.List;

/** Login, search, and what a registry has under a name. */
public final class RegistryRoutes {
    private final RegistryQueries registries;

    public RegistryRoutes(RegistryQueries registries) {
        this.registries = registries;
    }

    public void addTo(Router router) {
        router.post("/auth", this::login)
                .get("/images/search", this::search)
                .get("/distribution/{name}/json", this::inspect);
    }

    private void login(Exchange exchange) throws IOException {
        RegistryAuthBody body = exchange.body(RegistryAuthBody.class);
        String token = registries.login(body.serverAddress(), RegistryAuth.of(body));
        exchange.reply(200, new AuthenticatedBody("Login Succeeded", token));
    }

    private void search(Exchange exchange) throws IOException {
        List<SearchResultBody> found = registries
                .search(
                        exchange.query().text("term"),
                        limit(exchange.query().text("limit")),
                        exchange.filters(),
                        RegistryAuth.of(exchange))
                .stream()
                .map(one -> new SearchResultBody(one.stars(), one.official(), one.name(), false, one.description()))
                .toList();
        exchange.reply(200, SearchResultBody.class, found);
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw new HttpFailure(
                    400, "invalid limit specified: strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
    }

    private void inspect(Exchange exchange) throws IOException {
        RemoteImageView image = registries.inspect(exchange.name(), RegistryAuth.of(exchange));
        exchange.reply(
                200,
                new DistributionBody(
                        new DescriptorBody(image.mediaType(), image.digest().toString(), image.size()),
                        image.platforms().stream()
                                .map(platform -> new PlatformDescriptorBody(
                                        platform.architecture(), platform.os(), platform.variant()))
                                .toList()));
    }
}
