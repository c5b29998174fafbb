package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of four services by Debian's docker-compose, which finds each other by name. */
@OnEngine
class ComposeTest {

    // Nginx looks its neighbour's name up when it begins, and ends when there is no such name.
    private static final String APPLICATION = """
            version: "3.8"
            services:
              app:
                image: e2e-stack
                command: sh -c "mkdir /www; echo hello from app > /www/index.html; exec httpd -f -p 8000 -h /www"
                networks:
                  default:
                    aliases: [backend]
              web:
                image: e2e-stack
                command:
                  - sh
                  - -c
                  - |
                    echo 'daemon off; error_log stderr; events {} http { access_log off; server { listen 80;
                    location / { proxy_pass http://backend:8000; } } }' > /tmp/nginx.conf
                    exec nginx -c /tmp/nginx.conf
                environment:
                  GREETING: "@greeting@"
                depends_on: [app]
                links: ["app:linked"]
              redis:
                image: e2e-stack
                command: redis-server --protected-mode no --save ""
              db:
                image: e2e-stack
                user: postgres
                command:
                  - sh
                  - -c
                  - initdb -D /data --auth trust --no-sync --locale C >/dev/null && echo 'host all all all trust' >> /data/pg_hba.conf && exec postgres -D /data -c listen_addresses=* -c unix_socket_directories=/tmp
            """;

    /** A database is made from nothing, on a machine that may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Daemon daemon;
    private final Cli docker;

    @TempDir
    private Path folder;

    private String project;

    ComposeTest(Daemon daemon) {
        this.daemon = daemon;
        docker = Cli.docker(daemon);
    }

    @BeforeEach
    void importImage() throws IOException {
        project = SharedEngine.freshName("stack").replace("-", "");
        Path tar = ComposeImages.write(folder.resolve("stack.tar"));
        docker.run(
                        "import",
                        "--change",
                        "ENV PATH=/usr/lib/postgresql/" + postgresVersion() + "/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        tar.toString(),
                        "e2e-stack")
                .ok();
        write("first");
    }

    private static String postgresVersion() throws IOException {
        try (var versions = Files.list(Path.of("/usr/share/postgresql"))) {
            return versions.map(version -> version.getFileName().toString())
                    .filter(name -> Files.isExecutable(Path.of("/usr/lib/postgresql", name, "bin/initdb")))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private void write(String greeting) throws IOException {
        Files.writeString(folder.resolve("docker-compose.yml"), APPLICATION.replace("@greeting@", greeting));
    }

    @AfterEach
    void down() {
        compose("down", "-t", "0");
    }

    private record Outcome(int exit, String output) {}

    private Outcome compose(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "docker-compose",
                "--no-ansi",
                "-p",
                project,
                "-f",
                folder.resolve("docker-compose.yml").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(
                        name -> name.startsWith("DOCKER_") || name.startsWith("COMPOSE_") || name.startsWith("PYTHON"));
        builder.environment().put("DOCKER_HOST", "unix://" + daemon.home().socket());
        builder.environment().put("DOCKER_CONFIG", daemon.dockerConfig().toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ok(String... arguments) {
        Outcome outcome = compose(arguments);
        assertThat(outcome.exit())
                .as("exit code of %s:%n%s", List.of(arguments), outcome.output())
                .isZero();
        return outcome.output();
    }

    private boolean says(String service, String text, String... command) {
        List<String> line = new ArrayList<>(List.of("exec", project + "_" + service + "_1"));
        line.addAll(List.of(command));
        return docker.run(line.toArray(String[]::new)).out().contains(text);
    }

    private void everybodyFindsEverybody() {
        Await.until(
                "nginx passes on what app says",
                PATIENCE,
                () -> says("redis", "hello from app", "timeout", "10", "wget", "-qO-", "http://web/"));
        Await.until(
                "redis answers web",
                PATIENCE,
                () -> says("web", "+PONG", "sh", "-c", "(echo PING; echo QUIT) | timeout 10 nc redis 6379"));
        Await.until(
                "PostgreSQL answers app",
                PATIENCE,
                () -> says("app", "42", "psql", "-h", "db", "-U", "postgres", "-At", "-c", "select 6 * 7"));
        assertThat(says("web", "hello from app", "timeout", "10", "wget", "-qO-", "http://linked:8000/"))
                .isTrue();
    }

    @Test
    void anApplicationComesUpIsChangedAndGoes() throws IOException {
        ok("up", "-d");
        everybodyFindsEverybody();
        assertThat(ok("ps"))
                .contains(project + "_web_1")
                .contains(project + "_db_1")
                .doesNotContain("Exit");
        String web = docker.run("inspect", "-f", "{{.Id}}", project + "_web_1").ok();

        write("second");
        ok("up", "-d");
        assertThat(docker.run("inspect", "-f", "{{.Id}}", project + "_web_1").ok())
                .isNotEqualTo(web);
        assertThat(says("web", "second", "sh", "-c", "echo $GREETING")).isTrue();
        everybodyFindsEverybody();

        ok("up", "-d", "--force-recreate", "-t", "0");
        everybodyFindsEverybody();
        ok("restart", "-t", "0", "redis");
        everybodyFindsEverybody();
        ok("up", "-d", "--scale", "app=2");
        Await.until(
                "both are called app",
                PATIENCE,
                () -> docker.run("exec", project + "_redis_1", "nslookup", "-type=a", "app")
                                .out()
                                .lines()
                                .filter(line -> line.startsWith("Address: "))
                                .count()
                        == 2);

        ok("down", "-t", "0");
        assertThat(docker.run("ps", "-aq", "--filter", "label=com.docker.compose.project=" + project)
                        .ok())
                .isEmpty();
        assertThat(docker.run("network", "ls", "-q", "--filter", "name=" + project)
                        .ok())
                .isEmpty();
    }
}
