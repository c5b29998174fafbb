package dev.proa.engine.registry;

import dev.proa.engine.Filters;
import dev.proa.image.registry.Credentials;
import dev.proa.image.registry.SearchResult;
import java.util.List;

/**
 * Questions to registries, as this machine reaches them. Methods throw
 * {@link dev.proa.engine.failure.Unauthorized} when the registry does not let the user in, and
 * {@link dev.proa.engine.failure.Internal} when it cannot be reached. Safe for use by any number of threads.
 */
public interface RegistryQueries {
    /**
     * Tries credentials.
     *
     * @param registry a host with or without its port, an address, or empty for Docker Hub
     * @return a token to be kept in the password's place; empty: none
     */
    String login(String registry, Credentials credentials);

    /**
     * Searches the registry that the term begins with, else Docker Hub. Filters {@code is-official}, {@code stars} and
     * {@code is-automated}, which nothing is any more.
     *
     * @param limit the most results, 0: 25
     */
    List<SearchResult> search(String term, int limit, Filters filters, Credentials credentials);

    /** What a name stands for at its registry now. */
    RemoteImageView inspect(String image, Credentials credentials);
}
