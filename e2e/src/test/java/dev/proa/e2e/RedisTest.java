package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Redis as in Docker's tutorials, in an image of Debian's programs: {@code exec -it redis redis-cli}. */
@EachCli
class RedisTest {

    /** Its name decides what it is: under this one it is the server (package redis-tools). */
    private static final Path SERVER = Path.of("/usr/bin/redis-check-rdb");

    private static final Path CLIENT = Path.of("/usr/bin/redis-cli");
    private final Cli cli;

    RedisTest(Cli cli) {
        this.cli = cli;
    }

    @ConcurrentTest
    void itsClientWorksWithAndWithoutATerminal() throws IOException {
        String image = "redis-" + cli + ":test";
        String id = cli.runWithInput(
                        files(), "import", "--change", "CMD [\"redis-server\", \"--save\", \"\"]", "-", image)
                .ok();
        assertThat(id).startsWith("sha256:");
        String name = SharedEngine.freshName("redis");
        cli.run("run", "-d", "--name", name, image).ok();
        Await.until(
                "the server answers",
                () -> cli.run("exec", name, "redis-cli", "ping").out().equals("PONG\n"));

        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            terminal.start("./c exec -it " + name + " redis-cli");
            terminal.awaitScreen("127.0.0.1:6379>");
            terminal.enter("set mynumber 5");
            terminal.awaitScreen("OK");
            terminal.enter("get mynumber");
            // On a terminal it shows what is a text.
            terminal.awaitScreen("\"5\"");
            terminal.enter("exit");
            assertThat(terminal.ended()).isZero();
            assertThat(terminal.modes()).isEqualTo(modes);
        }

        assertThat(cli.run("exec", name, "redis-cli", "get", "mynumber").ok()).isEqualTo("5");
        assertThat(cli.runWithInput("incr mynumber\nget mynumber\n", "exec", "-i", name, "redis-cli")
                        .ok())
                .isEqualTo("6\n6");
        // Without -i it has no input and ends at once.
        assertThat(cli.runWithInput("incr mynumber\n", "exec", name, "redis-cli")
                        .ok())
                .isEmpty();
        cli.run("stop", name).ok();
        assertThat(cli.run("logs", name).out()).contains("Ready to accept connections");
    }

    /** The two programs and what they are linked with. */
    private static byte[] files() throws IOException {
        Layer layer = new Layer()
                .directory("tmp", 01777)
                .directory("data", 0755)
                .file("usr/bin/redis-server", Files.readAllBytes(SERVER), 0755)
                .file("usr/bin/redis-cli", Files.readAllBytes(CLIENT), 0755);
        Set<String> libraries = new TreeSet<>();
        for (Path program : new Path[] {SERVER, CLIENT}) {
            for (String line : Host.exec("ldd", program.toString()).lines().toList()) {
                String text = line.contains("=>") ? line.substring(line.indexOf("=>") + 2) : line;
                String file = text.strip().split(" ", 2)[0];
                if (file.startsWith("/")) {
                    libraries.add(file);
                }
            }
        }
        for (String library : libraries) {
            layer.file(library.substring(1), Files.readAllBytes(Path.of(library)), 0755);
        }
        return layer.tar();
    }
}
