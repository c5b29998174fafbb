package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of containers: cp in and out, diff, export, commit. */
@EachCli
class FilesTest {
    private final Cli cli;

    @TempDir
    private Path dir;

    FilesTest(Cli cli) {
        this.cli = cli;
    }

    private String running(String script, String... options) {
        String name = SharedEngine.freshName("files");
        List<String> line = new ArrayList<>(List.of("run", "-d", "--name", name));
        line.addAll(List.of(options));
        line.addAll(List.of("busybox", "sh", "-c", script + "; echo ready; exec sleep 1000"));
        cli.run(line.toArray(String[]::new)).ok();
        Await.until("the script is through", () -> cli.run("logs", name).out().contains("ready"));
        return name;
    }

    private static List<String> entries(byte[] tar) throws IOException {
        List<String> names = new ArrayList<>();
        TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar));
        for (TarArchiveEntry entry; (entry = in.getNextEntry()) != null; ) {
            names.add(entry.getName());
        }
        return names;
    }

    @Test
    void copiesFilesAndDirectoriesBothWays() throws IOException {
        String name = running("mkdir /d; ln -s /d /link");
        Path tree = Files.createDirectories(dir.resolve("tree/sub"));
        Files.writeString(tree.resolve("two"), "two");
        Path one = Files.writeString(dir.resolve("one"), "one");
        cli.run("cp", one.toString(), name + ":/d/renamed").ok();
        cli.run("cp", one.toString(), name + ":/link").ok();
        cli.run("cp", dir.resolve("tree").toString(), name + ":/d").ok();
        cli.run("cp", dir.resolve("tree") + "/.", name + ":/d/content").ok();
        assertThat(cli.run("exec", name, "sh", "-c", "cd /d; find . | sort; cat renamed one tree/sub/two")
                        .ok())
                .isEqualTo(String.join(
                        "\n",
                        ".",
                        "./content",
                        "./content/sub",
                        "./content/sub/two",
                        "./one",
                        "./renamed",
                        "./tree",
                        "./tree/sub",
                        "./tree/sub/two",
                        "oneonetwo"));
        Path out = Files.createDirectory(dir.resolve("out"));
        cli.run("cp", name + ":/d", out.toString()).ok();
        assertThat(out.resolve("d/tree/sub/two")).hasContent("two");
        cli.run("cp", name + ":/d", out.resolve("new").toString()).ok();
        assertThat(out.resolve("new/renamed")).hasContent("one");
        cli.run("cp", name + ":/link", out.toString()).ok();
        assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of("/d"));
        cli.run("cp", "-L", name + ":/link", out.resolve("followed").toString()).ok();
        assertThat(out.resolve("followed/one")).hasContent("one");
        assertThat(entries(cli.run("cp", name + ":/d/tree", "-").exits(0).outBytes()))
                .containsExactly("tree/", "tree/sub/", "tree/sub/two");
    }

    @Test
    void treesComeBackAsTheyWere() throws IOException {
        // A program that knows no locale takes names as they are.
        Cli plain = cli.with(Map.of("LC_ALL", "C"));
        Path deep = Files.createDirectories(dir.resolve("tree/" + "long-".repeat(40) + "/größer"));
        Random random = new Random(7);
        for (int size : List.of(0, 1, 511, 512, 513, 300_000)) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            Files.write(deep.resolve("ein-ß-" + size), content);
        }
        Files.createLink(deep.resolve("zweiter Name"), deep.resolve("ein-ß-513"));
        Files.createSymbolicLink(deep.resolve("link"), Path.of("größer/ein-ß-1"));
        String name = running("true");
        plain.run("cp", dir.resolve("tree").toString(), name + ":/tree").ok();
        Path back = dir.resolve("back");
        plain.run("cp", name + ":/tree", back.toString()).ok();
        assertThat(Host.exec(
                        "diff", "-r", "--no-dereference", dir.resolve("tree").toString(), back.toString()))
                .isEmpty();
        assertThat(plain.run("exec", name, "sh", "-c", "cd /tree/long*/größer; echo *1; stat -c %h ein-ß-513")
                        .ok())
                .isEqualTo("ein-ß-1 ein-ß-511\n2");
    }

    @Test
    void aTarGoesInThroughStandardInput() throws IOException {
        String name = running("true");
        byte[] tar = new Layer().file("x/y", "content", 0640).tar();
        cli.runWithInput(tar, "cp", "-", name + ":/tmp").ok();
        assertThat(cli.run("exec", name, "cat", "/tmp/x/y").ok()).isEqualTo("content");
        assertThat(cli.runWithInput(tar, "cp", "-", name + ":/etc/passwd")
                        .exits(1)
                        .err())
                .contains("destination \"" + name + ":/etc/passwd\" must be a directory");
    }

    @Test
    void filesOfAContainerThatNeverRanStayForItsStart() throws IOException {
        String name = SharedEngine.freshName("files");
        cli.run("create", "--name", name, "busybox", "cat", "/early").ok();
        Path early = Files.writeString(dir.resolve("early"), "was there before\n");
        cli.run("cp", early.toString(), name + ":/early").ok();
        assertThat(cli.run("start", "-a", name).ok()).isEqualTo("was there before");
        Path back = dir.resolve("back");
        cli.run("cp", name + ":/early", back.toString()).ok();
        assertThat(back).hasContent("was there before\n");
        String id = cli.run("inspect", "-f", "{{.Id}}", name).ok();
        Await.until(
                "nothing of it is mounted",
                () -> Host.mountsBelow(cli.daemon().home().dir()).stream().noneMatch(mount -> mount.contains(id)));
    }

    @Test
    void whatIsMountedInARunningContainerIsSeen() throws IOException {
        String name = running("echo inside > /t/file", "--tmpfs", "/t", "--read-only");
        Path out = dir.resolve("out");
        if (EngineKind.CURRENT == EngineKind.PROA) {
            cli.run("cp", name + ":/t/file", out.toString()).ok();
            assertThat(out).hasContent("inside\n");
        }
        Path one = Files.writeString(dir.resolve("one"), "one");
        assertThat(cli.run("cp", one.toString(), name + ":/x").exits(1).err())
                .contains("container rootfs is marked read-only");
    }

    @Test
    void whatCannotBeCopiedIsRefusedInDockersWords() throws IOException {
        String name = running("true");
        Path one = Files.writeString(dir.resolve("one"), "one");
        assertThat(cli.run("cp", name + ":/nope", dir.toString()).exits(1).err())
                .contains("Could not find the file /nope in container " + name);
        assertThat(cli.run("cp", one.toString(), name + ":/nope/x").exits(1).err())
                .contains("Could not find the file /nope in container " + name);
        assertThat(cli.run("cp", one.toString(), name + ":/nope/").exits(1).err())
                .contains("no such directory");
        assertThat(cli.run("cp", dir.toString(), name + ":/etc/passwd").exits(1).err())
                .contains("cannot copy directory");
        assertThat(cli.run("cp", one + "/", name + ":/tmp").exits(1).err()).contains("not a directory");
        assertThat(cli.run("cp", name + ":/etc", name + ":/tmp").exits(1).err())
                .contains("copying between containers is not supported");
    }

    @Test
    void diffTellsWhatWasChangedAddedAndDeleted() {
        String name = running("echo x >> /etc/passwd; rm /bin/wget; mkdir -p /new/d; rm -rf /root; mkdir /root;"
                + " touch /root/q; touch /etc/gone; rm /etc/gone");
        assertThat(cli.run("diff", name).ok().lines())
                .contains(
                        "C /bin",
                        "D /bin/wget",
                        "C /etc/passwd",
                        "C /etc",
                        "A /new",
                        "A /new/d",
                        "C /root",
                        "A /root/q")
                .doesNotContain("A /etc/gone", "D /etc/gone");
        assertThat(cli.run("diff", "no-such-container").exits(1).err()).contains("No such container");
    }

    @Test
    void exportIsTheWholeFileSystem() throws IOException {
        String name = running("echo x > /added; rm /bin/wget", "--tmpfs", "/t");
        assertThat(entries(cli.run("export", name).exits(0).outBytes()))
                .contains("bin/busybox", "added", "etc/passwd", "t/")
                .doesNotContain("bin/wget");
        Path file = dir.resolve("export.tar");
        cli.run("export", "-o", file.toString(), name).ok();
        assertThat(entries(Files.readAllBytes(file))).contains("added");
    }

    @Test
    void aCommittedContainerIsAnImage() {
        String name = running("echo kept > /kept; rm /bin/wget; chmod 4755 /kept; ln /kept /again; rm -rf /root;"
                + " mkdir /root; dd if=/dev/zero of=/sparse bs=1 count=1 seek=50000000 2>/dev/null");
        String image = "committed-" + name + ":one";
        String id = cli.run(
                        "commit",
                        "-a",
                        "me",
                        "-m",
                        "why",
                        "-c",
                        "ENV A=b",
                        "-c",
                        "CMD [\"sh\",\"-c\",\"cat /again; echo $A; stat -c '%a %h %s' /kept; stat -c %s /sparse\"]",
                        name,
                        image)
                .ok();
        assertThat(cli.run("run", "--rm", image).ok().lines()).containsExactly("kept", "b", "4755 2 5", "50000001");
        assertThat(cli.run("run", "--rm", image, "ls", "/bin/wget").exit()).isEqualTo(1);
        assertThat(cli.run("image", "inspect", "-f", "{{.Id}} {{.Author}} {{.Comment}} {{len .RootFS.Layers}}", image)
                        .ok())
                .isEqualTo(id + " me why 2");
        assertThat(cli.run("inspect", "-f", "{{.State.Status}}", name).ok()).isEqualTo("running");
        cli.run("rm", "-f", name).ok();
        assertThat(cli.run("rmi", image).ok()).contains("Untagged: " + image, "Deleted: " + id);
        assertThat(cli.run("commit", "no-such-container").exits(1).err()).contains("No such container");
    }
}
