package dev.proa.engine.remote;

import dev.proa.engine.Filters;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.image.registry.Credentials;
import dev.proa.image.registry.Registries;
import dev.proa.image.registry.RegistryName;
import dev.proa.image.registry.RepositorySearch;
import dev.proa.image.registry.SearchResult;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Searches the registry that a term names. */
final class SearchRegistry {
    private static final Set<String> FILTERS = Set.of("is-automated", "is-official", "stars");
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private final RepositorySearch search;

    SearchRegistry(Registries registries) {
        this.search = new RepositorySearch(registries);
    }

    List<SearchResult> run(String term, int limit, Filters filters, Credentials credentials) throws IOException {
        filters.accepting(FILTERS);
        if (limit < 0 || limit > MOST) {
            throw new InvalidArgument("limit " + limit + " is outside the range of [1, " + MOST + "]");
        }
        boolean automated = filters.flag("is-automated", false);
        boolean official = filters.flag("is-official", false);
        long stars = stars(filters);
        if (term.contains("://")) {
            throw new InvalidArgument("invalid repository name (ex: \"registry.domain.tld/myrepos\")");
        }
        if (automated) {
            return List.of();
        }
        int slash = term.indexOf('/');
        String first = slash < 0 ? "" : term.substring(0, slash);
        boolean named = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        RegistryName registry = named ? RegistryName.parse(first) : RegistryName.HUB;
        String asked = named ? term.substring(slash + 1) : term;
        if (registry.isHub() && asked.startsWith("library/")) {
            asked = asked.substring("library/".length());
        }
        return search.run(registry, asked, limit == 0 ? USUAL : limit, credentials).stream()
                .filter(found -> !filters.has("is-official") || found.official() == official)
                .filter(found -> found.stars() >= stars)
                .toList();
    }

    private static long stars(Filters filters) {
        long most = 0;
        for (String value : filters.of("stars")) {
            try {
                most = Math.max(most, Integer.parseInt(value));
            } catch (NumberFormatException malformed) {
                throw new InvalidArgument("invalid filter 'stars=" + value + "'");
            }
        }
        return most;
    }
}
