package dev.proa.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * One image with the programs of Debian's nginx, redis and PostgreSQL, made of what is installed on this machine: the
 * programs, the libraries they are linked with, and busybox.
 */
final class ComposeImages {

    private static final String PASSWD =
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\npostgres:x:70:70::/data:/bin/sh\n";
    private static final String GROUP = "root:x:0:\nnogroup:x:65534:\npostgres:x:70:\n";

    /** By path; a map so that nothing is written twice. */
    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * What is to be at a path.
     *
     * @param text a file's, or a link's target; empty: the source's content; null: it is a directory
     */
    private record Entry(Path source, @Nullable String text, int mode, long owner, boolean link) {}

    /** A root file system as a tar, for {@code import}. */
    static Path write(Path to) throws IOException {
        ComposeImages image = new ComposeImages();
        image.program(Path.of("/usr/sbin/nginx"));
        image.program(Path.of("/usr/bin/redis-server"));
        Path postgres = postgres();
        for (String name : List.of("postgres", "initdb", "psql")) {
            image.program(postgres.resolve("bin").resolve(name));
        }
        image.library(postgres.resolve("lib/plpgsql.so"));
        image.library(postgres.resolve("lib/dict_snowball.so"));
        image.tree(Path.of("/usr/share/postgresql", postgres.getFileName().toString()));
        image.busybox();
        image.put("etc/passwd", new Entry(Path.of("/"), PASSWD, 0644, 0, false));
        image.put("etc/group", new Entry(Path.of("/"), GROUP, 0644, 0, false));
        image.put("data", new Entry(Path.of("/"), null, 0700, 70, false));
        image.put("tmp", new Entry(Path.of("/"), null, 01777, 0, false));
        for (String folder : List.of("root", "run", "var/log/nginx", "var/lib/nginx", "run/postgresql")) {
            image.put(folder, new Entry(Path.of("/"), null, 01777, 0, false));
        }
        image.writeTo(to);
        return to;
    }

    private static Path postgres() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private void put(String path, Entry entry) {
        entries.put(path, entry);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            entries.putIfAbsent(path.substring(0, slash), new Entry(Path.of("/"), null, 0755, 0, false));
        }
    }

    private void file(Path source) throws IOException {
        int mode = Files.isExecutable(source) ? 0755 : 0644;
        put(source.toString().substring(1), new Entry(source.toRealPath(), "", mode, 0, false));
    }

    private void program(Path program) throws IOException {
        file(program);
        linkedWith(program);
    }

    private void library(Path library) throws IOException {
        file(library);
        linkedWith(library);
    }

    /** The libraries, at the paths where the loader looks for them. */
    private void linkedWith(Path program) throws IOException {
        for (String line : Host.exec("ldd", program.toString()).lines().toList()) {
            int start = line.indexOf('/');
            int end = line.indexOf(" (");
            if (start >= 0 && end > start) {
                file(Path.of(line.substring(start, end)));
            }
        }
    }

    private void tree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                file(file);
            }
        }
    }

    private void busybox() {
        put("bin/busybox", new Entry(Path.of("/bin/busybox"), "", 0755, 0, false));
        for (String applet : Host.exec("/bin/busybox", "--list").lines().toList()) {
            if (!applet.equals("busybox")) {
                put("bin/" + applet, new Entry(Path.of("/"), "busybox", 0777, 0, true));
            }
        }
    }

    private void writeTo(Path to) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(to), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            entries.forEach((path, entry) -> {
                try {
                    write(tar, path, entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void write(TarArchiveOutputStream tar, String path, Entry entry) throws IOException {
        if (entry.link()) {
            TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK, true);
            link.setLinkName(entry.text());
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            return;
        }
        String text = entry.text();
        boolean folder = text == null;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (text != null) {
            content.writeBytes(
                    text.isEmpty()
                            ? Files.readAllBytes(entry.source())
                            : text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        TarArchiveEntry header = new TarArchiveEntry(folder ? path + "/" : path, true);
        header.setMode((folder ? 0040000 : 0100000) | entry.mode());
        header.setIds((int) entry.owner(), (int) entry.owner());
        header.setSize(content.size());
        tar.putArchiveEntry(header);
        content.writeTo(tar);
        tar.closeArchiveEntry();
    }
}
