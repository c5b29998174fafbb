package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Images that unpack to more than the daemon was told to take: tens of kilobytes that would fill a disk. */
class BombTest {

    private static final int MEGABYTE = 1 << 20;

    private static Layer zeros(String name, int megabytes) {
        return new Layer().file(name, new byte[megabytes * MEGABYTE], 0644, 0, 0, Map.of());
    }

    @Test
    void anImageThatUnpacksToMoreThanTheLimitIsRefusedAndLeavesNothing() throws IOException {
        DaemonHome home = DaemonHome.create();
        ImageArchive one = new ImageArchive("bomb:1").layer(zeros("a", 40));
        ImageArchive many = new ImageArchive("bomb:2")
                .layer(zeros("a", 7))
                .layer(zeros("b", 7))
                .layer(zeros("c", 7));
        try (RegistryFixture registry = RegistryFixture.start();
                Daemon daemon = Daemon.start(home, List.of("--max-unpacked-size", "16m"))) {
            registry.put("bomb", "1", RegistryImage.of(one));
            registry.put("bomb", "2", RegistryImage.of(many));
            registry.put("fits", "1", RegistryImage.of(new ImageArchive("unused").layer(zeros("a", 7))));
            Cli cli = Cli.docker(daemon);
            cli.run("image", "prune", "-f").ok();
            Set<String> before = stored(home);
            List<String> images = cli.run("images", "-aq").outLines();
            for (String tag : List.of("1", "2")) {
                assertThat(cli.run("pull", registry.name("bomb:" + tag))
                                .exits(1)
                                .err())
                        .contains("larger than the limit of 16777216 bytes");
                assertThat(stored(home)).isEqualTo(before);
            }
            Path archive = home.dir().resolve("bomb.tar");
            for (ImageArchive bomb : List.of(one, many)) {
                // As Docker's clients may pack it: the archive itself is small.
                Files.write(archive, ImageArchive.gzip(ImageArchive.tar(bomb.dockerArchiveFiles())));
                assertThat(cli.run("load", "-i", archive.toString()).exits(1).err())
                        .contains("larger than the limit of 16777216 bytes");
                assertThat(stored(home)).isEqualTo(before);
            }
            assertThat(cli.run("images", "-aq").outLines()).isEqualTo(images);
            cli.run("pull", "-q", registry.name("fits:1")).ok();
        }
    }

    /** Files of blobs and of unpacked layers. */
    private static Set<String> stored(DaemonHome home) throws IOException {
        try (Stream<Path> content = Files.walk(home.root().resolve("content"));
                Stream<Path> layers = Files.walk(home.root().resolve("snapshots"), 2)) {
            return Stream.concat(content, layers).map(Path::toString).collect(Collectors.toSet());
        }
    }
}
