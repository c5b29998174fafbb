package dev.proa.engine.imagestore;

import dev.proa.image.ContainerConfig;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Image archives made in memory, as docker save writes them. */
final class TestArchives {
    private TestArchives() {}

    /** A layer with one file. */
    static byte[] layer(String file, String content) {
        return layer(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] layer(String file, byte[] content) {
        return tar(Map.of(file, content));
    }

    static byte[] tar(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /** An image to be put into an archive. */
    static final class Image {
        final List<byte[]> layers = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        final ContainerConfig.Builder config = new ContainerConfig.Builder();
        final List<ImageConfig.History> history = new ArrayList<>();
        Instant created = Instant.parse("2026-01-01T00:00:00Z");

        Image name(String name) {
            names.add(name);
            return this;
        }

        Image layer(String file, String content) {
            return layer(TestArchives.layer(file, content));
        }

        Image layer(byte[] tar) {
            layers.add(tar);
            history.add(new ImageConfig.History(created, "step " + history.size(), "", "", false));
            return this;
        }

        Image emptyStep(String command) {
            history.add(new ImageConfig.History(created, command, "", "", true));
            return this;
        }

        Image label(String name, String value) {
            config.label(name, value);
            return this;
        }

        Image created(String when) {
            created = Instant.parse(when);
            return this;
        }

        byte[] document() {
            return new ImageConfig(
                            Platform.host(),
                            "",
                            created,
                            "",
                            "",
                            "",
                            config.build(),
                            layers.stream().map(Digest::of).toList(),
                            history)
                    .toJson();
        }

        Digest id() {
            return Digest.of(document());
        }
    }

    static Image image(String... names) {
        Image image = new Image();
        image.names.addAll(List.of(names));
        return image;
    }

    static byte[] archive(Image... images) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Set<String> items = new LinkedHashSet<>();
        for (Image image : images) {
            List<String> layers = new ArrayList<>();
            for (byte[] layer : image.layers) {
                String file = Digest.of(layer).hex() + "/layer.tar";
                files.put(file, layer);
                layers.add(file);
            }
            String config = image.id().hex() + ".json";
            files.put(config, image.document());
            items.add("{\"Config\":\"" + config + "\",\"RepoTags\":" + strings(image.names) + ",\"Layers\":"
                    + strings(layers) + "}");
        }
        files.put("manifest.json", ("[" + String.join(",", items) + "]").getBytes(StandardCharsets.UTF_8));
        return tar(files);
    }

    private static String strings(List<String> values) {
        return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
