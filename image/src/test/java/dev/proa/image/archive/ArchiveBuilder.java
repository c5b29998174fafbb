package dev.proa.image.archive;

import dev.proa.image.ContainerConfig;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes image archives, also such as no tool would make. */
final class ArchiveBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    ArchiveBuilder file(String name, byte[] content) {
        try {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    ArchiveBuilder file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ArchiveBuilder blob(byte[] content) {
        return file("blobs/sha256/" + Digest.of(content).hex(), content);
    }

    ArchiveBuilder link(String name, byte type, String target) {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(name, type);
            entry.setLinkName(target);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    ArchiveBuilder symlink(String name, String target) {
        return link(name, TarConstants.LF_SYMLINK, target);
    }

    byte[] build() {
        try {
            tar.finish();
            tar.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] gzip(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A layer's tar with one file. */
    static byte[] layer(String content) {
        return new ArchiveBuilder().file("f", content).build();
    }

    static byte[] config(byte[]... layers) {
        return config("linux", layers);
    }

    static byte[] config(String os, byte[]... layers) {
        List<Digest> diffIds = Stream.of(layers).map(Digest::of).toList();
        return new ImageConfig(
                        new Platform(os, "amd64", ""),
                        "",
                        Instant.EPOCH,
                        "",
                        "",
                        "",
                        new ContainerConfig.Builder().cmd(List.of("sh")).build(),
                        diffIds,
                        List.of())
                .toJson();
    }
}
