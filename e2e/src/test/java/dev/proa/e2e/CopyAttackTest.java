package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers and archives that try to reach files of the host through cp. */
@EachCli
class CopyAttackTest {
    private final Cli cli;

    /** Of the host, and of no container. */
    @TempDir
    private Path host;

    CopyAttackTest(Cli cli) {
        this.cli = cli;
    }

    private String running(String script) {
        String name = SharedEngine.freshName("attack");
        cli.run("run", "-d", "--name", name, "busybox", "sh", "-c", script + "\nexec sleep 1000")
                .ok();
        Await.until(
                "the script is through",
                () -> cli.run("exec", name, "test", "-e", "/done").exit() == 0);
        return name;
    }

    @Test
    void linksLeadNowhereOutside() throws IOException {
        Path secret = Files.writeString(host.resolve("secret"), "of the host");
        String name = running("ln -s " + host + " /abs; ln -s ../../../../../.." + host
                + " /up; ln -s /proc/1/root /magic; touch /done");
        Path out = Files.createDirectory(host.resolve("out"));
        for (String link : List.of("abs", "up", "magic")) {
            cli.run("cp", name + ":/" + link + "/secret", out.toString()).exits(1);
            cli.run("cp", "-L", name + ":/" + link, out.resolve("x").toString());
            Path one = Files.writeString(out.resolve("one"), "written");
            cli.run("cp", one.toString(), name + ":/" + link + "/planted");
            assertThat(host.resolve("planted")).doesNotExist();
        }
        try (var files = Files.walk(out)) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .doesNotContain("secret");
        }
        assertThat(secret).hasContent("of the host");
    }

    /** The container replaces a directory by a link to the host's directory and back, as fast as it can. */
    @Test
    void swappingADirectoryForALinkDoesNotHelp() throws IOException {
        Files.writeString(host.resolve("secret"), "of the host");
        String name = running("(while true; do ln -s " + host
                + " /swap; rm -rf /swap; mkdir /swap; echo inside > /swap/file; rm -rf /swap; done) 2>/dev/null &"
                + " touch /done");
        byte[] tar = new Layer().file("planted", "x", 0644).tar();
        Path out = Files.createDirectory(host.resolve("out"));
        // Alive before and after, with both of what it makes: looked for in the container, which is quick enough.
        String bothSeen = "until [ -L /swap ]; do :; done; until [ -d /swap ] && ! [ -L /swap ]; do :; done";
        cli.run("exec", name, "sh", "-c", bothSeen).ok();
        for (int i = 0; i < 5; i++) {
            cli.run("cp", name + ":/swap/secret", out.toString());
            cli.run("cp", name + ":/swap/.", out.toString());
            cli.runWithInput(tar, "cp", "-", name + ":/swap");
        }
        assertThat(out.resolve("secret")).doesNotExist();
        assertThat(host.resolve("planted")).doesNotExist();
        cli.run("exec", name, "sh", "-c", bothSeen).ok();
    }

    @Test
    void anArchiveDoesNotClimbOut() throws IOException {
        String name = running("mkdir /in; touch /done");
        assertThat(cli.runWithInput(new Layer().file("../climbed", "x", 0644).tar(), "cp", "-", name + ":/in")
                        .exits(1)
                        .err())
                .contains("is outside of");
        cli.runWithInput(new Layer().hardLink("h", "../etc/passwd").tar(), "cp", "-", name + ":/in")
                .exits(1);
        cli.runWithInput(
                new Layer()
                        .symlink("way", host.toString())
                        .file("way/planted", "x", 0644)
                        .tar(),
                "cp",
                "-",
                name + ":/in");
        assertThat(host.resolve("planted")).doesNotExist();
        assertThat(cli.run("exec", name, "ls", "/").ok()).doesNotContain("climbed");
    }

    /** The daemon's answer is the container's work as far as the client is concerned. */
    @Test
    void aContainersLinksDoNotSteerTheClient() throws IOException {
        String name = running("mkdir /d; ln -s " + host + " /d/a; mkdir /d2; echo x > /d2/planted; touch /done");
        Path out = Files.createDirectory(host.resolve("out"));
        cli.run("cp", name + ":/d/.", out.toString()).ok();
        assertThat(Files.isSymbolicLink(out.resolve("a"))).isTrue();
        // The link of the earlier copy is replaced or refused, never written through.
        cli.run("exec", name, "sh", "-c", "rm /d/a; mkdir /d/a; echo x > /d/a/planted")
                .ok();
        cli.run("cp", name + ":/d/.", out.toString());
        assertThat(Files.exists(host.resolve("planted"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void badPathsAreRefused() throws IOException {
        String name = running("touch /done");
        for (String path : List.of("/../../../../" + host, "/proc/1/root/etc", "\0", "/etc/passwd/x")) {
            String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
            Api.Response response = cli.daemon().api().get("/containers/" + name + "/archive?path=" + encoded);
            assertThat(response.status()).as(path).isBetween(400, 499);
        }
    }
}
