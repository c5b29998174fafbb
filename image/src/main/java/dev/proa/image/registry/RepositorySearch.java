package dev.proa.image.registry;

import dev.proa.image.internal.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Searches registries that can be: the first version of their protocol had it, and Docker Hub still has. */
public final class RepositorySearch {
    private static final int ANSWER_LIMIT = 8 << 20;
    private static final URI HUB = URI.create("https://index.docker.io");

    private final Registries registries;

    public RepositorySearch(Registries registries) {
        this.registries = registries;
    }

    /**
     * Searches.
     *
     * @param limit the most results
     * @throws RegistryException when the registry cannot be searched, or not be reached
     */
    public List<SearchResult> run(RegistryName registry, String term, int limit, Credentials credentials)
            throws IOException {
        RegistryClient client = registry.isHub()
                ? registries.connect(new RegistryEndpoint(HUB, false, false), credentials)
                : registries.connect(registry, credentials);
        RegistryRequest request = RegistryRequest.get(
                client.address("/v1/search?q=" + URLEncoder.encode(term, StandardCharsets.UTF_8) + "&n=" + limit),
                Scope.NONE);
        try (RegistryResponse answer = client.send(request)) {
            if (answer.status() != 200) {
                throw new RegistryException(answer.status(), "", "Unexpected status code " + answer.status(), null);
            }
            List<SearchResult> found = new ArrayList<>();
            for (JsonValue one : JsonValue.parse("search results", answer.read(ANSWER_LIMIT))
                    .get("results")
                    .elements()) {
                found.add(new SearchResult(
                        one.get("name").string(),
                        one.get("description").string(),
                        one.get("star_count").number(),
                        one.get("is_official").bool()));
            }
            return found;
        }
    }
}
