package dev.proa.engine.remote;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.registry.RemoteImageView;
import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageIndex;
import dev.proa.image.ImageManifest;
import dev.proa.image.ImageName;
import dev.proa.image.InvalidReferenceException;
import dev.proa.image.Platform;
import dev.proa.image.pull.FetchedManifest;
import dev.proa.image.pull.RemoteRepository;
import dev.proa.image.registry.Credentials;
import dev.proa.image.registry.Registries;
import dev.proa.image.registry.RegistryClient;
import dev.proa.image.registry.RegistryName;
import dev.proa.image.registry.RegistryRequest;
import dev.proa.image.registry.RegistryResponse;
import dev.proa.image.registry.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Asks a registry what it has under a name, without fetching it. */
final class InspectRemote {
    private static final int CONFIG_LIMIT = 4 << 20;

    private final Registries registries;

    InspectRemote(Registries registries) {
        this.registries = registries;
    }

    RemoteImageView run(String image, Credentials credentials) throws IOException {
        ImageName name;
        try {
            name = ImageName.parse(image).withDefaultTag();
        } catch (InvalidReferenceException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
        RegistryClient client = registries.connect(RegistryName.of(name), credentials);
        RemoteRepository repository = new RemoteRepository(client, name.path());
        Digest digest = name.digest();
        FetchedManifest found =
                digest == null ? repository.manifest(String.valueOf(name.tag())) : repository.manifest(digest);
        List<Platform> platforms = switch (found.document()) {
            case ImageIndex index ->
                index.manifests().stream()
                        .map(Descriptor::platform)
                        .filter(Objects::nonNull)
                        .toList();
            case ImageManifest manifest -> List.of(platform(client, name.path(), manifest.config()));
        };
        return new RemoteImageView(found.document().mediaType(), found.digest(), found.bytes().length, platforms);
    }

    private static Platform platform(RegistryClient client, String path, Descriptor config) throws IOException {
        RegistryRequest request =
                RegistryRequest.get(client.address("/v2/" + path + "/blobs/" + config.digest()), Scope.pull(path));
        try (RegistryResponse answer = client.expect(request)) {
            byte[] json = answer.read(CONFIG_LIMIT);
            var hash = Digest.hash(config.digest().algorithm());
            hash.update(json);
            if (!Digest.of(config.digest().algorithm(), hash).equals(config.digest())) {
                throw new ImageFormatException("the registry gave another configuration than " + config.digest());
            }
            return ImageConfig.parse(json).platform();
        }
    }
}
