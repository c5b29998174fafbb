package dev.proa.image.registry;

import dev.proa.image.Digest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;

/** Puts blobs and manifests into one repository. Thread-safe. */
public final class RepositoryWriter {
    private static final int ATTEMPTS = 5;

    private final RegistryClient client;
    private final String repository;
    private final BlobUpload upload;

    /** @param repository at that registry, {@code library/busybox} */
    public RepositoryWriter(RegistryClient client, String repository) {
        this.client = client;
        this.repository = repository;
        this.upload = new BlobUpload(client, repository, ATTEMPTS);
    }

    /**
     * Whether the repository has a blob. A registry that does not let the user look has none: the refusal of the upload
     * then says why.
     */
    public boolean has(Digest blob) throws IOException {
        RegistryRequest request =
                RegistryRequest.head(client.address("/v2/" + repository + "/blobs/" + blob), Scope.push(repository));
        try (RegistryResponse answer = client.send(request)) {
            int status = answer.status();
            if (status / 100 == 2) {
                return true;
            }
            if (status == 404 || status == 401 || status == 403) {
                return false;
            }
            throw client.refusal(request, answer);
        }
    }

    /**
     * Asks the registry to take a blob over that the repository does not have.
     *
     * @param candidates repositories of the same registry that probably have it, the likeliest first
     * @return the repository it was mounted from, empty: none of them
     */
    public Optional<String> mount(Digest blob, List<String> candidates) throws IOException {
        return upload.mount(blob, candidates);
    }

    /**
     * Sends a blob that the repository does not have.
     *
     * @throws RegistryException when the registry does not take it
     */
    public void write(BlobContent blob, UploadObserver observer) throws IOException {
        upload.send(blob, observer);
    }

    /**
     * Puts a manifest there, whose blobs are there.
     *
     * @param reference a tag or the manifest's digest
     * @return the manifest's digest
     * @throws RegistryException when the registry does not take it
     */
    public Digest writeManifest(String reference, String mediaType, byte[] manifest) throws IOException {
        Digest digest = Digest.of(manifest);
        RegistryRequest request = RegistryRequest.send(
                        "PUT",
                        client.address("/v2/" + repository + "/manifests/" + reference),
                        () -> BodyPublishers.ofByteArray(manifest),
                        Scope.push(repository))
                .with("Content-Type", mediaType)
                .repeatable(true);
        try (RegistryResponse answer = client.expect(request)) {
            String told = answer.header("Docker-Content-Digest");
            if (told.startsWith(Digest.SHA256 + ":") && !told.equals(digest.toString())) {
                throw new RegistryException(
                        502, "", "the registry stored " + told + " in place of manifest " + digest, null);
            }
            return digest;
        }
    }
}
