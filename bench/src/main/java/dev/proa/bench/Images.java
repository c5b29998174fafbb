package dev.proa.bench;

import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** The image archives that the engines get, as {@code docker save} writes them. */
final class Images {
    private static final int LAYERS = 6;

    private final Path checkout;
    private final Path work;

    Images(Path checkout, Path work) {
        this.checkout = checkout;
        this.work = work;
    }

    /** Makes the busybox image as Proa's set-up does; returns its archive. */
    Path busybox() throws CommandFailed, InterruptedException {
        Path folder = work.resolve("images");
        Command.of("sh", checkout.resolve("setup/images.sh").toString(), folder.toString())
                .time();
        return folder.resolve("busybox.tar");
    }

    /**
     * Makes an image of six layers, 180 MB together: in each 8 MB in large files and 22 MB in 2200 small ones, half of it
     * noise and half text. It is the same every time.
     *
     * @return its archive
     */
    Path sixLayers(String name) throws IOException, CommandFailed, InterruptedException {
        return layers(name, LAYERS, 1);
    }

    /**
     * Makes an image of eight layers, 960 MB together, of the same stuff.
     *
     * @return its archive
     */
    Path eightLayers(String name) throws IOException, CommandFailed, InterruptedException {
        return layers(name, 8, 4);
    }

    private Path layers(String name, int count, int parts) throws IOException, CommandFailed, InterruptedException {
        Path folder = Files.createDirectory(work.resolve(name));
        Path archive = work.resolve(name + ".tar");
        List<String> files = new ArrayList<>(List.of("manifest.json", "config.json"));
        List<String> digests = new ArrayList<>();
        for (int layer = 0; layer < count; layer++) {
            Path tree = Files.createDirectory(folder.resolve("tree"));
            Random random = new Random(layer);
            for (int part = 0; part < parts; part++) {
                fill(Files.createDirectory(tree.resolve("layer-" + layer + (part == 0 ? "" : "-" + part))), random);
            }
            String file = "layer-" + layer + ".tar";
            pack(folder.resolve(file), tree, List.of("."));
            Command.of("rm", "-r", tree.toString()).time();
            files.add(file);
            digests.add(sha256(folder.resolve(file)));
        }
        Files.writeString(folder.resolve("config.json"), """
                {"architecture":"%s","os":"linux","config":{"Cmd":["true"]},"rootfs":{"type":"layers","diff_ids":[%s]}}
                """.formatted(
                System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
                digests.stream().map(digest -> "\"sha256:" + digest + "\"").collect(Collectors.joining(","))));
        Files.writeString(folder.resolve("manifest.json"), """
                [{"Config":"config.json","RepoTags":["%s:latest"],"Layers":[%s]}]
                """.formatted(
                name, files.stream().skip(2).map(file -> '"' + file + '"').collect(Collectors.joining(","))));
        pack(archive, folder, files);
        Command.of("rm", "-r", folder.toString()).time();
        return archive;
    }

    private static void fill(Path folder, Random random) throws IOException {
        for (int i = 0; i < 4; i++) {
            Files.write(folder.resolve("large-" + i), content(i % 2 == 0, 2_000_000, random));
        }
        for (int directory = 0; directory < 44; directory++) {
            Path into = Files.createDirectory(folder.resolve("directory-" + directory));
            for (int i = 0; i < 50; i++) {
                Files.write(into.resolve("file-" + i), content(i % 2 == 0, 2_000 + random.nextInt(16_000), random));
            }
        }
    }

    private static byte[] content(boolean noise, int size, Random random) {
        byte[] bytes = new byte[size];
        if (noise) {
            random.nextBytes(bytes);
            return bytes;
        }
        // A small alphabet in words and lines: it compresses about as source code does.
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 72 == 71 ? '\n' : random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(8));
        }
        return bytes;
    }

    private static void pack(Path archive, Path folder, List<String> files) throws CommandFailed, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("tar", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "-C"));
        command.add(folder.toString());
        command.addAll(List.of("-cf", archive.toString()));
        command.addAll(files);
        new Command(command, Map.of()).time();
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
