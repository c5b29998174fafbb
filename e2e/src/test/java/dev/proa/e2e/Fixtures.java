package dev.proa.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The images the shared daemon has: made in code, from Debian's static busybox. */
final class Fixtures {

    private Fixtures() {}

    /** The layer of a system with busybox under all its names and two users. */
    static Layer busyboxLayer() throws IOException {
        Layer layer = new Layer()
                .directory("bin", 0755)
                .directory("etc", 0755)
                .directory("root", 0700)
                .directory("tmp", 01777)
                .file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nwww:x:33:34:www:/srv:/bin/false\n", 0644)
                .file("etc/group", "root:x:0:\nwww:x:34:\naudio:x:29:www\n", 0644)
                .file("bin/busybox", Files.readAllBytes(Path.of("/bin/busybox")), 0755);
        for (String applet : Host.exec("/bin/busybox", "--list").lines().toList()) {
            if (!applet.equals("busybox")) {
                layer.symlink("bin/" + applet, "busybox");
            }
        }
        return layer;
    }

    static ImageArchive busybox() throws IOException {
        return new ImageArchive("busybox:latest")
                .layer(busyboxLayer())
                .config("Cmd", "[\"sh\"]")
                .config("Env", "[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"]");
    }

    /** The layer of the busybox image under a name of its own, for tests that change the configuration. */
    static ImageArchive busyboxLike(String tag) throws IOException {
        return new ImageArchive(tag)
                .layer(busyboxLayer())
                .config("Env", "[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"]");
    }

    /**
     * One that prints its mark and has a label of that name, and that nobody has pulled before: it has a layer of its own.
     *
     * @param unique what no other test has, nor the other command's run of this one
     */
    static ImageArchive marked(String mark, String unique) throws IOException {
        return busyboxLike("unused")
                .layer(new Layer().file("mark", mark, 0644).file("unique", unique, 0644))
                .config("Cmd", "[\"cat\",\"/mark\"]")
                .config("Labels", "{\"mark\":\"" + mark + "\"}");
    }

    private static ImageArchive helloWorld() throws IOException {
        return new ImageArchive("hello-world:latest")
                .layer(new Layer()
                        .file("bin/busybox", Files.readAllBytes(Path.of("/bin/busybox")), 0755)
                        .symlink("bin/cat", "busybox")
                        .symlink("bin/echo", "busybox")
                        .file("message", "Hello from a container!\n", 0644))
                .config("Entrypoint", "[\"/bin/cat\"]")
                .config("Cmd", "[\"/message\"]");
    }

    static void loadInto(Daemon daemon) throws IOException {
        Cli docker = Cli.docker(daemon);
        for (ImageArchive image : new ImageArchive[] {busybox(), helloWorld()}) {
            Path archive =
                    image.writeDockerArchive(Files.createTempFile(daemon.home().dir(), "image", ".tar"));
            docker.run("load", "-i", archive.toString()).ok();
            Files.delete(archive);
        }
    }
}
