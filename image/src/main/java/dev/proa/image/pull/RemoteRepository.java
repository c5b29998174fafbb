package dev.proa.image.pull;

import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ManifestDocument;
import dev.proa.image.MediaTypes;
import dev.proa.image.internal.JsonValue;
import dev.proa.image.registry.RegistryClient;
import dev.proa.image.registry.RegistryException;
import dev.proa.image.registry.RegistryRequest;
import dev.proa.image.registry.RegistryResponse;
import dev.proa.image.registry.Scope;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A repository at a registry, for reading. Nothing it gives is trusted before it was verified. Thread-safe. */
public final class RemoteRepository {
    /** What registries allow for a manifest. */
    private static final int MANIFEST_LIMIT = 4 << 20;

    private static final int TAGS_LIMIT = 8 << 20;
    private static final int PAGES = 1000;
    private static final String ACCEPTED = String.join(
            ", ", MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST, MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST);

    private final RegistryClient client;
    private final String path;
    private final Scope scope;

    /** @param path {@code library/busybox} */
    public RemoteRepository(RegistryClient client, String path) {
        this.client = client;
        this.path = path;
        this.scope = Scope.pull(path);
    }

    /**
     * What a tag stands for now.
     *
     * @throws RegistryException when the registry refuses or does not answer
     * @throws ImageFormatException when it is no manifest
     */
    public FetchedManifest manifest(String tag) throws IOException {
        return fetch(tag, Digest.SHA256);
    }

    /** A manifest by its digest, which is verified. */
    public FetchedManifest manifest(Digest digest) throws IOException {
        FetchedManifest fetched = fetch(digest.toString(), digest.algorithm());
        if (!fetched.digest().equals(digest)) {
            throw new ImageFormatException("manifest verification failed for digest " + digest);
        }
        return fetched;
    }

    /** The manifest that a list's entry points to; digest and size are verified. */
    public FetchedManifest manifest(Descriptor entry) throws IOException {
        FetchedManifest fetched = manifest(entry.digest());
        if (entry.size() != fetched.bytes().length) {
            throw new ImageFormatException("manifest " + entry.digest() + " has " + fetched.bytes().length
                    + " bytes where the list says " + entry.size());
        }
        return fetched;
    }

    private FetchedManifest fetch(String reference, String algorithm) throws IOException {
        RegistryRequest request = RegistryRequest.get(client.address("/v2/" + path + "/manifests/" + reference), scope)
                .with("Accept", ACCEPTED);
        try (RegistryResponse response = client.expect(request)) {
            byte[] bytes = response.read(MANIFEST_LIMIT);
            var hash = Digest.hash(algorithm);
            hash.update(bytes);
            String type = response.header("Content-Type");
            int parameters = type.indexOf(';');
            String plain = (parameters < 0 ? type : type.substring(0, parameters)).strip();
            // Some registries and proxies say no more than that it is text or JSON.
            String told = MediaTypes.isIndex(plain) || MediaTypes.isManifest(plain) ? plain : "";
            return new FetchedManifest(bytes, Digest.of(algorithm, hash), ManifestDocument.parse(bytes, told));
        }
    }

    /**
     * A blob's bytes from some place on; the caller closes the answer, whose status is 200 for all bytes or 206 for those
     * asked for.
     */
    RegistryResponse blob(Digest digest, long from) throws IOException {
        RegistryRequest request = RegistryRequest.get(client.address("/v2/" + path + "/blobs/" + digest), scope);
        return client.expect(from == 0 ? request : request.with("Range", "bytes=" + from + "-"));
    }

    /** All tags, in the registry's order. */
    public List<String> tags() throws IOException {
        List<String> tags = new ArrayList<>();
        URI next = client.address("/v2/" + path + "/tags/list");
        for (int page = 0; page < PAGES; page++) {
            try (RegistryResponse response = client.expect(RegistryRequest.get(next, scope))) {
                tags.addAll(JsonValue.parse("list of tags", response.read(TAGS_LIMIT))
                        .get("tags")
                        .strings());
                String link = response.header("Link");
                int open = link.indexOf('<');
                int close = link.indexOf('>');
                if (open < 0 || close < open || !link.contains("rel=\"next\"")) {
                    return tags;
                }
                next = next.resolve(link.substring(open + 1, close));
            } catch (IllegalArgumentException malformed) {
                throw new ImageFormatException("list of tags: malformed Link header", malformed);
            }
        }
        throw new ImageFormatException("list of tags: more than " + PAGES + " pages");
    }
}
