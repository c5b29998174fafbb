package dev.proa.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root: layers have owners, devices and trusted attributes. */
class LayerStoreTest {
    @TempDir
    Path temp;

    private LayerStore store;

    @BeforeEach
    void open() throws IOException {
        store = LayerStore.open(temp.resolve("snapshots"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Layer unpack(byte[] tar) throws IOException {
        try (ImageUnpacker unpacker = store.unpacker(LayerLimits.DEFAULT)) {
            return unpacker.unpack(List.of(TarBuilder.blob(tar)), _ -> TarBuilder.content(tar))
                    .getFirst();
        }
    }

    private List<Layer> unpackAll(List<byte[]> tars) throws IOException {
        List<LayerBlob> blobs = tars.stream().map(TarBuilder::blob).toList();
        try (ImageUnpacker unpacker = store.unpacker(LayerLimits.DEFAULT)) {
            return unpacker.unpack(blobs, layer -> TarBuilder.content(tars.get(blobs.indexOf(layer))));
        }
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(temp.resolve("snapshots/staging"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void unpacksALayerWithItsMetadata() throws IOException {
        byte[] tar = new TarBuilder()
                .directory("etc/", e -> e.setMode(0750))
                .file("etc/passwd", "root:x:0:0", e -> {
                    e.setUserId(12);
                    e.setGroupId(34);
                    e.setMode(0640);
                })
                .file("bin/su", "#!", e -> e.setMode(06755))
                .build();
        Layer layer = unpack(tar);
        Path passwd = layer.directory().resolve("etc/passwd");
        assertThat(passwd).hasContent("root:x:0:0");
        assertThat(Files.getAttribute(passwd, "unix:uid")).isEqualTo(12);
        assertThat(Files.getAttribute(passwd, "unix:gid")).isEqualTo(34);
        assertThat((int) Files.getAttribute(passwd, "unix:mode") & 07777).isEqualTo(0640);
        assertThat(Files.getLastModifiedTime(passwd).toMillis()).isZero();
        assertThat((int) Files.getAttribute(layer.directory().resolve("etc"), "unix:mode") & 07777)
                .isEqualTo(0750);
        assertThat(Files.getLastModifiedTime(layer.directory().resolve("etc")).toMillis())
                .isZero();
        assertThat((int) Files.getAttribute(layer.directory().resolve("bin/su"), "unix:mode") & 07777)
                .isEqualTo(06755);
        assertThat(layer.size()).isEqualTo(12);
        assertThat(layer.diffId()).isEqualTo(Digest.of(tar));
        assertThat(store.contains(layer.id())).isTrue();
        assertThat(store.list()).containsExactly(layer.id());
        assertNothingLeft();
    }

    @Test
    void aPathThatClimbsOutIsRefused() throws IOException {
        for (String name : List.of("../evil", "a/../../evil", "/../evil", "..", "a/b/../../../x/evil")) {
            byte[] tar = new TarBuilder().directory("a/").file(name, "x").build();
            assertThatThrownBy(() -> unpack(tar))
                    .as(name)
                    .isInstanceOf(LayerException.class)
                    .hasMessage("layer entry \"" + name + "\" leads out of the layer");
        }
        assertThat(temp.resolve("evil")).doesNotExist();
        assertThat(store.list()).isEmpty();
        assertNothingLeft();
    }

    @Test
    void anAbsolutePathIsTakenFromTheRoot() throws IOException {
        Layer layer = unpack(new TarBuilder().file("/etc/motd", "hi").build());
        assertThat(layer.directory().resolve("etc/motd")).hasContent("hi");
    }

    @Test
    void aLinkedParentIsFollowedWithinTheRootOnly() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Layer layer = unpack(new TarBuilder()
                .directory("usr/lib/")
                .symlink("lib", "usr/lib")
                .file("lib/inside", "x")
                .symlink("escape", outside.toString())
                .directory(outside.toString().substring(1) + "/")
                .file("escape/file", "x")
                .symlink("up", "../../../../../../../../../..")
                .file("up/file", "x")
                .build());
        assertThat(layer.directory().resolve("usr/lib/inside")).hasContent("x");
        assertThat(outside).isEmptyDirectory();
        assertThat(layer.directory().resolve(outside.toString().substring(1)).resolve("file"))
                .hasContent("x");
        assertThat(layer.directory().resolve("file")).hasContent("x");
        assertThat(Path.of("/file")).doesNotExist();
    }

    @Test
    void aLinkedParentThatLeadsNowhereIsRefused() {
        byte[] tar = new TarBuilder()
                .symlink("escape", temp.toString())
                .file("escape/file", "x")
                .build();
        assertThatThrownBy(() -> unpack(tar)).isInstanceOf(LayerException.class).hasMessageContaining("escape/file");
        assertThat(temp.resolve("file")).doesNotExist();
    }

    @Test
    void aFileIsNotWrittenThroughALink() throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "untouched");
        Layer layer = unpack(new TarBuilder()
                .symlink("link", victim.toString())
                .file("link", "evil")
                .build());
        assertThat(victim).hasContent("untouched");
        assertThat(layer.directory().resolve("link")).isRegularFile().hasContent("evil");
        assertThat(Files.isSymbolicLink(layer.directory().resolve("link"))).isFalse();
    }

    @Test
    void modesAndOwnersAreNotSetThroughALink() throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "untouched");
        Object mode = Files.getAttribute(victim, "unix:mode");
        Layer layer = unpack(new TarBuilder()
                .entry("link", TarConstants.LF_SYMLINK, new byte[0], e -> {
                    e.setLinkName(victim.toString());
                    e.setMode(0777);
                    e.setUserId(77);
                })
                .build());
        assertThat(Files.getAttribute(victim, "unix:mode")).isEqualTo(mode);
        assertThat(Files.getAttribute(victim, "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(layer.directory().resolve("link"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(77);
    }

    @Test
    void aHardLinkReachesNothingOutside() throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "secret");
        for (String target : List.of("../../../victim", victim.toString(), "escape/victim", "/../" + victim)) {
            byte[] tar = new TarBuilder()
                    .symlink("escape", temp.toString())
                    .hardLink("stolen", target)
                    .build();
            assertThatThrownBy(() -> unpack(tar)).as(target).isInstanceOf(LayerException.class);
        }
        assertThat(Files.getAttribute(victim, "unix:nlink")).isEqualTo(1);
        assertNothingLeft();
    }

    @Test
    void aHardLinkToASymbolicLinkIsTheLinkItself() throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "secret");
        Layer layer = unpack(new TarBuilder()
                .symlink("link", victim.toString())
                .hardLink("second", "link")
                .file("second", "evil")
                .build());
        assertThat(victim).hasContent("secret");
        assertThat(layer.directory().resolve("second")).hasContent("evil");
    }

    @Test
    void hardLinksShareAFile() throws IOException {
        Layer layer = unpack(new TarBuilder()
                .file("a", "x")
                .hardLink("d/b", "a")
                .hardLink("a", "./a")
                .build());
        assertThat(Files.getAttribute(layer.directory().resolve("a"), "unix:ino"))
                .isEqualTo(Files.getAttribute(layer.directory().resolve("d/b"), "unix:ino"));
        assertThat(layer.size()).isEqualTo(1);
    }

    @Test
    void laterEntriesReplaceEarlierOnesOfAnyKind() throws IOException {
        Layer layer = unpack(new TarBuilder()
                .directory("d/")
                .file("d/inner", "x")
                .file("d", "now a file")
                .file("f", "x")
                .directory("f/")
                .file("f/inner", "y")
                .file("twice", "1")
                .file("twice", "2")
                .symlink("twice2", "a")
                .symlink("twice2", "b")
                .directory("kept/")
                .file("kept/inner", "z")
                .directory("kept/", e -> e.setMode(0711))
                .build());
        assertThat(layer.directory().resolve("d")).hasContent("now a file");
        assertThat(layer.directory().resolve("f/inner")).hasContent("y");
        assertThat(layer.directory().resolve("twice")).hasContent("2");
        assertThat(Files.readSymbolicLink(layer.directory().resolve("twice2"))).isEqualTo(Path.of("b"));
        assertThat(layer.directory().resolve("kept/inner")).hasContent("z");
        assertThat((int) Files.getAttribute(layer.directory().resolve("kept"), "unix:mode") & 07777)
                .isEqualTo(0711);
    }

    @Test
    void aFileWhereADirectoryHasToBeIsAnError() {
        byte[] tar = new TarBuilder().file("f", "x").file("f/below", "y").build();
        assertThatThrownBy(() -> unpack(tar)).isInstanceOf(LayerException.class).hasMessageContaining("f/below");
    }

    @Test
    void oddNamesAreTakenForWhatTheyAre() throws IOException {
        Layer layer = unpack(new TarBuilder()
                .directory("./", e -> e.setMode(0711))
                .file(".//a//./b", "x")
                .file("x".repeat(200) + "/" + "y".repeat(200), "long")
                .file("ümläut", "u")
                .build());
        assertThat(layer.directory().resolve("a/b")).hasContent("x");
        assertThat(layer.directory().resolve("x".repeat(200)).resolve("y".repeat(200)))
                .hasContent("long");
        assertThat(layer.directory().resolve("ümläut")).exists();
        assertThat((int) Files.getAttribute(layer.directory(), "unix:mode") & 07777)
                .isEqualTo(0711);
    }

    @Test
    void deepDirectoriesAreUnpackedAndRemoved() throws IOException {
        String deep = "d/".repeat(1500);
        Layer layer = unpack(new TarBuilder().file(deep + "f", "x").build());
        assertThat(store.remove(layer.id())).isTrue();
        assertThat(store.contains(layer.id())).isFalse();
        assertNothingLeft();
    }

    @Test
    void specialFilesAreMade() throws IOException {
        Layer layer = unpack(new TarBuilder()
                .device("dev/null", TarConstants.LF_CHR, 1, 3)
                .device("dev/loop0", TarConstants.LF_BLK, 7, 0)
                .device("fifo", TarConstants.LF_FIFO, 0, 0)
                .build());
        assertThat((int) Files.getAttribute(layer.directory().resolve("dev/null"), "unix:mode") & 0170000)
                .isEqualTo(0020000);
        assertThat(Files.getAttribute(layer.directory().resolve("dev/null"), "unix:rdev"))
                .isEqualTo(0x103L);
        assertThat((int) Files.getAttribute(layer.directory().resolve("dev/loop0"), "unix:mode") & 0170000)
                .isEqualTo(0060000);
        assertThat((int) Files.getAttribute(layer.directory().resolve("fifo"), "unix:mode") & 0170000)
                .isEqualTo(0010000);
    }

    @Test
    void binaryAttributesAndNanosecondsSurvive() throws Exception {
        // cap_net_raw+ep as the kernel stores it (linux/capability.h, revision 2), with bytes that are no UTF-8.
        byte[] capability = new byte[20];
        capability[0] = 1;
        capability[3] = 2;
        capability[5] = 0x20;
        capability[4] = (byte) 0x80;
        byte[] key = "SCHILY.xattr.security.capability=".getBytes(StandardCharsets.US_ASCII);
        byte[] record = Arrays.copyOf(key, key.length + capability.length);
        System.arraycopy(capability, 0, record, key.length, capability.length);
        byte[] time = "mtime=1234567890.123456789".getBytes(StandardCharsets.US_ASCII);
        byte[] path = {'p', 'a', 't', 'h', '=', 'n', (byte) 0xff, 'm'};
        Layer layer = unpack(new TarBuilder()
                .file("before", "some content before, to be skipped")
                .raw(TarBuilder.paxHeader(record, time, path))
                .raw(TarBuilder.header("ignored", '0', 0))
                .build());
        try (var dir = FileCalls.openDirectory(layer.directory())) {
            var name = FileName.of(new byte[] {'n', (byte) 0xff, 'm'});
            assertThat(FileCalls.attribute(dir, name, "security.capability"))
                    .hasValueSatisfying(value -> assertThat(value).isEqualTo(capability));
            var status = FileCalls.status(dir, name);
            assertThat(status.mtimeSeconds()).isEqualTo(1234567890L);
            assertThat(status.mtimeNanos()).isEqualTo(123456789);
        }
    }

    @Test
    void attributesThatSteerOverlayfsAreRefused() {
        byte[] record = "SCHILY.xattr.trusted.overlay.redirect=/etc".getBytes(StandardCharsets.US_ASCII);
        byte[] tar = new TarBuilder()
                .raw(TarBuilder.paxHeader(record))
                .raw(TarBuilder.header("d", '5', 0))
                .build();
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOf(LayerException.class)
                .hasMessage("layer entry \"d/\": attribute trusted.overlay.redirect is not allowed");
    }

    @Test
    void sparseFilesKeepTheirHoles() throws Exception {
        Path source = Files.createDirectory(temp.resolve("source"));
        try (var file = new RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
            file.seek(1 << 20);
            file.write("data".getBytes(StandardCharsets.US_ASCII));
            file.setLength(8 << 20);
        }
        for (String format : List.of("--format=gnu", "--format=posix", "--format=posix --sparse-version=0.1")) {
            Path tar = temp.resolve("sparse.tar");
            Process process = new ProcessBuilder(
                            "sh", "-c", "tar -S " + format + " -C " + source + " -cf " + tar + " sparse")
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).isZero();
            byte[] bytes = Files.readAllBytes(tar);
            assertThat(bytes.length).isLessThan(100_000);
            Layer layer = unpack(bytes);
            Path file = layer.directory().resolve("sparse");
            assertThat(file).as(format).hasSameBinaryContentAs(source.resolve("sparse"));
            try (var dir = FileCalls.openDirectory(layer.directory())) {
                assertThat(FileCalls.status(dir, FileName.of("sparse")).blocks())
                        .isLessThan(1000);
            }
            store.remove(layer.id());
        }
    }

    @Test
    void moreThanTheLimitIsRefusedBeforeItIsWritten() throws IOException {
        byte[] tar = new TarBuilder()
                .file("small", "x")
                .file("big", "y".repeat(100_000))
                .build();
        byte[] bomb = new TarBuilder().file("zeros", "\0".repeat(5_000_000)).build();
        byte[] header = TarBuilder.header("huge", '0', (8L << 30) - 1);
        try (ImageUnpacker unpacker = store.unpacker(new LayerLimits(50_000))) {
            assertThatThrownBy(() -> unpacker.unpack(List.of(TarBuilder.blob(tar)), _ -> TarBuilder.content(tar)))
                    .isInstanceOf(LayerException.class)
                    .hasMessage(
                            "layer entry \"big\" of 100000 bytes: the layer is larger than the limit of 50000 bytes");
            assertThatThrownBy(() -> unpacker.unpack(
                            List.of(TarBuilder.gzipBlob(bomb)), _ -> TarBuilder.content(TarBuilder.gzip(bomb))))
                    .isInstanceOf(LayerException.class)
                    .hasMessageContaining("limit of 50000 bytes");
            assertThatThrownBy(() -> unpacker.unpack(List.of(TarBuilder.blob(header)), _ -> TarBuilder.content(header)))
                    .isInstanceOf(LayerException.class);
        }
        assertThat(store.list()).isEmpty();
        assertNothingLeft();
    }

    @Test
    void hugeHeadersAreRefused() {
        byte[] record = ("comment=" + "x".repeat(3 << 20)).getBytes(StandardCharsets.US_ASCII);
        byte[] tar = new TarBuilder()
                .raw(TarBuilder.paxHeader(record))
                .raw(TarBuilder.header("f", '0', 0))
                .build();
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOf(LayerException.class)
                .hasMessageContaining("headers of a layer entry are larger");
    }

    @Test
    void damageIsNoticedAndLeavesNothing() throws IOException {
        byte[] tar =
                new TarBuilder().file("a", "x".repeat(10_000)).file("b", "y").build();
        LayerBlob good = TarBuilder.gzipBlob(tar);
        byte[] other = new TarBuilder().file("a", "other").build();
        byte[] gz = TarBuilder.gzip(tar);
        byte[] cut = Arrays.copyOf(gz, gz.length - 20);
        byte[] cutTar = Arrays.copyOf(tar, 5000);
        try (ImageUnpacker unpacker = store.unpacker(LayerLimits.DEFAULT)) {
            assertThatThrownBy(() -> unpacker.unpack(List.of(good), _ -> TarBuilder.content(TarBuilder.gzip(other))))
                    .isInstanceOf(LayerException.class)
                    .hasMessage("invalid diffID for layer 0: expected \"" + Digest.of(tar) + "\", got \""
                            + Digest.of(other) + "\"");
            assertThatThrownBy(() -> unpacker.unpack(List.of(good), _ -> TarBuilder.content(cut)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> unpacker.unpack(List.of(TarBuilder.blob(cutTar)), _ -> TarBuilder.content(cutTar)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> unpacker.unpack(
                            List.of(new LayerBlob(good.blob(), 3, good.diffId(), Compression.ZSTD)),
                            _ -> TarBuilder.content(gz)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(store.list()).isEmpty();
        assertNothingLeft();
    }

    @Test
    void aTarCutShortIsRefusedWhereverThatIs() throws IOException {
        byte[] tar = new TarBuilder().file("a", "x".repeat(5_000)).build();
        int header = 512;
        int entry = header + 5_120; // whole blocks
        byte[] hello = "hello\n".getBytes(StandardCharsets.US_ASCII);
        byte[] pax = TarBuilder.paxHeader("comment=x".getBytes(StandardCharsets.US_ASCII));
        for (byte[] cut : List.of(
                hello,
                Arrays.copyOf(tar, 300),
                Arrays.copyOf(tar, header),
                Arrays.copyOf(tar, header + 300),
                Arrays.copyOf(tar, entry + 100),
                Arrays.copyOf(tar, entry + 512 + 100),
                pax,
                Arrays.copyOf(pax, 700))) {
            assertThatThrownBy(() -> unpack(cut))
                    .as("%d bytes", cut.length)
                    .isInstanceOf(LayerException.class)
                    .hasMessageContaining("unexpected EOF");
        }
        for (byte[] noTar : List.of(
                Arrays.copyOf(hello, 1024),
                new TarBuilder()
                        .raw(new byte[512])
                        .raw(Arrays.copyOf(hello, 512))
                        .build())) {
            assertThatThrownBy(() -> unpack(noTar))
                    .isInstanceOf(LayerException.class)
                    .hasMessage("the layer is damaged: invalid tar header");
        }
        assertNothingLeft();
        // As Docker: an archive's end need not be marked, and what follows a marked one does not matter.
        for (byte[] whole : List.of(
                Arrays.copyOf(tar, entry),
                Arrays.copyOf(tar, entry + 512),
                Arrays.copyOf(tar, entry + 1024),
                Arrays.copyOf(tar, entry + 1124),
                new byte[0],
                new byte[512])) {
            unpack(whole);
        }
    }

    @Test
    void ifOneLayerOfAnImageIsBadNoneBecomesVisible() throws IOException {
        byte[] good = new TarBuilder().file("a", "x").build();
        byte[] bad = new TarBuilder().file("../b", "x").build();
        assertThatThrownBy(() -> unpackAll(List.of(good, bad, good))).isInstanceOf(LayerException.class);
        assertThat(store.list()).isEmpty();
        assertNothingLeft();
    }

    @Test
    void directoriesThatATarDoesNotDescribeLookLikeThoseBelow() throws IOException {
        List<Layer> layers = unpackAll(List.of(
                new TarBuilder()
                        .directory("./", e -> e.setMode(0711))
                        .directory("tmp/", e -> {
                            e.setMode(01777);
                            e.setUserId(5);
                        })
                        .build(),
                new TarBuilder().file("unrelated", "x").build(),
                new TarBuilder().file("tmp/new", "x").file("other/new", "x").build()));
        Path top = layers.getLast().directory();
        assertThat((int) Files.getAttribute(top.resolve("tmp"), "unix:mode") & 07777)
                .isEqualTo(01777);
        assertThat(Files.getAttribute(top.resolve("tmp"), "unix:uid")).isEqualTo(5);
        assertThat((int) Files.getAttribute(top.resolve("other"), "unix:mode") & 07777)
                .isEqualTo(0755);
        assertThat((int) Files.getAttribute(top, "unix:mode") & 07777).isEqualTo(0711);
    }

    @Test
    void aLayerNeededByManyAtOnceIsUnpackedOnce() throws Exception {
        byte[] tar = new TarBuilder().file("a", "x".repeat(100_000)).build();
        AtomicInteger opened = new AtomicInteger();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Layer>>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(tasks.submit(() -> {
                    try (ImageUnpacker unpacker = store.unpacker(LayerLimits.DEFAULT)) {
                        return unpacker.unpack(List.of(TarBuilder.blob(tar)), _ -> () -> {
                            opened.incrementAndGet();
                            return TarBuilder.content(tar).open();
                        });
                    }
                }));
            }
            for (Future<List<Layer>> result : results) {
                assertThat(result.get()).hasSize(1);
            }
        }
        assertThat(opened).hasValue(1);
        assertNothingLeft();
    }

    /** Offers a layer, counting how often its content is opened. */
    private static void offer(ImageUnpacker unpacker, byte[] tar, AtomicInteger opened, LayerSource.Content content)
            throws IOException {
        unpacker.offer(new LayerSource(TarBuilder.gzipBlob(tar).blob(), Compression.GZIP, () -> {
            opened.incrementAndGet();
            return content.open();
        }));
    }

    @Test
    void whatSeveralOfferIsUnpackedOnceForWhoeverStays() throws Exception {
        byte[] tar = new TarBuilder().file("a", "x".repeat(100_000)).build();
        List<LayerBlob> image = List.of(TarBuilder.gzipBlob(tar));
        ImageUnpacker.Blobs none = _ -> {
            throw new AssertionError("it was offered");
        };
        AtomicInteger opened = new AtomicInteger();
        LayerSource.Content content = TarBuilder.content(TarBuilder.gzip(tar));
        try (ImageUnpacker last = store.unpacker(LayerLimits.DEFAULT)) {
            try (ImageUnpacker first = store.unpacker(LayerLimits.DEFAULT);
                    ImageUnpacker second = store.unpacker(LayerLimits.DEFAULT)) {
                offer(first, tar, opened, content);
                offer(second, tar, opened, content);
                offer(last, tar, opened, content);
                second.unpack(image, none);
                first.unpack(image, none);
            }
            // Who took it is done with it, and it is gone again.
            store.remove(ChainId.chain(List.of(Digest.of(tar))).getFirst());
            assertThat(last.unpack(image, _ -> content)).hasSize(1);
        }
        assertThat(opened).hasValue(1);
        store.remove(ChainId.chain(List.of(Digest.of(tar))).getFirst());
        try (ImageUnpacker stays = store.unpacker(LayerLimits.DEFAULT)) {
            try (ImageUnpacker givesUp = store.unpacker(LayerLimits.DEFAULT)) {
                offer(givesUp, tar, opened, content);
                offer(stays, tar, opened, content);
            }
            assertThat(stays.unpack(image, none)).hasSize(1);
        }
        assertThat(opened).hasValue(2);
        assertNothingLeft();
    }

    @Test
    void whoSharesAnOfferThatFailsUnpacksFromItsOwnSource() throws Exception {
        byte[] tar = new TarBuilder().file("a", "x".repeat(100_000)).build();
        byte[] stored = TarBuilder.gzip(tar);
        AtomicInteger opened = new AtomicInteger();
        try (ImageUnpacker broken = store.unpacker(LayerLimits.DEFAULT);
                ImageUnpacker whole = store.unpacker(LayerLimits.DEFAULT)) {
            offer(broken, tar, opened, TarBuilder.content(Arrays.copyOf(stored, stored.length / 2)));
            offer(whole, tar, opened, TarBuilder.content(stored));
            List<Layer> layers = whole.unpack(List.of(TarBuilder.gzipBlob(tar)), _ -> TarBuilder.content(stored));
            assertThat(layers.getFirst().directory().resolve("a")).hasSize(100_000);
        }
        assertThat(opened).hasValue(1);
        assertNothingLeft();
    }

    @Test
    void offeredLayersAreUsedOrRemoved() throws IOException {
        byte[] used = new TarBuilder().file("a", "x").build();
        byte[] unused = new TarBuilder().file("b", "x").build();
        byte[] noLayer = "neither".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (ImageUnpacker unpacker = store.unpacker(LayerLimits.DEFAULT)) {
            for (byte[] offered : List.of(used, unused, noLayer)) {
                unpacker.offer(new LayerSource(Digest.of(offered), Compression.NONE, TarBuilder.content(offered)));
            }
            List<Layer> layers = unpacker.unpack(List.of(TarBuilder.blob(used)), _ -> {
                throw new AssertionError("it was offered");
            });
            assertThat(layers.getFirst().directory().resolve("a")).hasContent("x");
        }
        assertThat(store.list()).hasSize(1);
        assertNothingLeft();
    }

    @Test
    void openingRemovesWhatACrashLeft() throws IOException {
        byte[] tar = new TarBuilder().file("a", "x").build();
        Layer layer = unpack(tar);
        store.close();
        Path half = Files.createDirectories(temp.resolve("snapshots/staging/layer-1/fs/d"));
        Files.writeString(half.resolve("f"), "x");
        store = LayerStore.open(temp.resolve("snapshots"));
        assertNothingLeft();
        assertThat(store.get(layer.id())).isEqualTo(layer);
    }

    @Test
    void nobodyElseGetsIntoTheStore() throws IOException {
        assertThat((int) Files.getAttribute(temp.resolve("snapshots"), "unix:mode") & 07777)
                .isEqualTo(0700);
    }

    @Test
    void layersThatWereNotOnDiskWhenTheMachineWentDownAreNotTrusted() throws Exception {
        Layer safe = unpack(new TarBuilder().file("safe", "x").build());
        store.awaitSync();
        Layer lost = unpack(new TarBuilder().file("lost", "x").build());
        store.awaitSync();
        assertThat(temp.resolve("snapshots").resolve(lost.id().digest().hex()).resolve("synced"))
                .exists();
        Files.delete(temp.resolve("snapshots").resolve(lost.id().digest().hex()).resolve("synced"));
        store.close();
        store = LayerStore.open(temp.resolve("snapshots"));
        assertThat(store.list()).contains(lost.id()); // the daemon was started again, the machine was not
        store.awaitSync();
        Files.delete(temp.resolve("snapshots").resolve(lost.id().digest().hex()).resolve("synced"));
        store.close();
        store = LayerStore.open(temp.resolve("snapshots"), 1, "another boot");
        assertThat(store.list()).containsExactly(safe.id());
        assertThat(store.contains(lost.id())).isFalse();
    }

    @Test
    void aLayerThatIsNotAsItsTarIsMarkedUntilItIsAgain() throws IOException {
        byte[] tar = new TarBuilder().file("a", "x").build();
        LayerSource source = new LayerSource(TarBuilder.blob(tar).blob(), Compression.NONE, TarBuilder.content(tar));
        Layer layer = unpack(tar);
        Path file = layer.directory().resolve("a");
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(store.verify(layer.id(), source)).isEmpty();
        assertThat(store.isDamaged(layer.id())).isFalse();

        Files.writeString(file, "y");
        assertThat(store.verify(layer.id(), source)).isNotEmpty();
        store.close();
        store = LayerStore.open(temp.resolve("snapshots"));
        assertThat(store.isDamaged(layer.id())).isTrue();
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, time);
        assertThat(store.verify(layer.id(), source)).isEmpty();
        assertThat(store.isDamaged(layer.id())).isFalse();

        Files.move(layer.directory(), temp.resolve("lost"));
        assertThat(store.verify(layer.id(), source)).isNotEmpty();
        assertThat(store.isDamaged(layer.id())).isTrue();
        store.remove(layer.id());
        assertThat(store.isDamaged(layer.id())).isFalse();
        unpack(tar);
        assertThat(store.verify(layer.id(), source)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void aFullDiskIsSaidAndGivesItsSpaceBack() throws Exception {
        Path small = Files.createDirectory(temp.resolve("small"));
        Mounts.mount("tmpfs", small, "tmpfs", Set.of(), "size=1m");
        try (LayerStore full = LayerStore.open(small.resolve("snapshots"))) {
            byte[] fits = new TarBuilder().file("a", "x").build();
            byte[] big = new TarBuilder().file("big", "y".repeat(2_000_000)).build();
            try (ImageUnpacker unpacker = full.unpacker(LayerLimits.DEFAULT)) {
                assertThatThrownBy(() -> unpacker.unpack(List.of(TarBuilder.blob(big)), _ -> TarBuilder.content(big)))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(LayerException.class)
                        .hasMessageContaining("layer entry \"big\"")
                        .hasMessageContaining("No space left on device");
                assertThat(unpacker.unpack(List.of(TarBuilder.blob(fits)), _ -> TarBuilder.content(fits)))
                        .hasSize(1);
            }
            full.awaitSync();
        } finally {
            Mounts.unmountLazily(small);
        }
    }
}
