package dev.proa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** {@code login} and {@code logout}: what registries say, and where credentials are kept. */
@EachCli
class LoginTest {
    private static final String USER = TokenServer.USER;
    private static final String PASSWORD = TokenServer.PASSWORD;

    private static RegistryFixture closed;

    private final Cli plain;

    LoginTest(Cli cli) {
        this.plain = cli;
    }

    @BeforeAll
    static void startRegistry() throws IOException {
        closed = RegistryFixture.start(RegistryFixture.Options.PLAIN.withTls().withBasicAuth(USER, PASSWORD));
    }

    @AfterAll
    static void stopRegistry() {
        closed.close();
    }

    private Cli cli(Path config) {
        return plain.with(Map.of("DOCKER_CONFIG", config.toString()));
    }

    private static Cli.Result login(Cli cli, String host) {
        return cli.runWithInput(PASSWORD + "\n", "login", "-u", USER, "--password-stdin", host);
    }

    private static JsonNode config(Path dir) throws IOException {
        return Api.JSON.readTree(Files.readAllBytes(dir.resolve("config.json")));
    }

    private String tagged(Cli cli, String host) {
        String name = host + "/" + SharedEngine.freshName("login-" + cli) + ":1";
        cli.run("tag", "hello-world", name).ok();
        return name;
    }

    @ConcurrentTest
    void whoIsLoggedInMayPushAndPull(@TempDir Path dir) throws IOException {
        Cli cli = cli(dir);
        String name = tagged(cli, closed.host());
        assertThat(cli.run("push", name).exits(1).err()).contains("no basic auth credentials");

        Cli.Result login = login(cli, closed.host()).exits(0);
        assertThat(login.out()).isEqualTo("Login Succeeded\n");
        assertThat(login.err())
                .contains("WARNING! Your credentials are stored unencrypted in '" + dir.resolve("config.json") + "'.");
        assertThat(config(dir).at("/auths").get(closed.host()).get("auth").asText())
                .isEqualTo(Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("config.json"))))
                .isEqualTo("rw-------");
        cli.run("push", name).ok();
        cli.run("rmi", name).ok();
        cli.run("pull", name).ok();

        Cli.Result again = cli.run("login", closed.host()).exits(0);
        assertThat(again.err()).contains("Authenticating with existing credentials... [Username: " + USER + "]");
        assertThat(again.out()).endsWith("Login Succeeded\n");

        assertThat(cli.run("logout", closed.host()).ok()).isEqualTo("Removing login credentials for " + closed.host());
        assertThat(config(dir).get("auths")).isEmpty();
        assertThat(cli.run("pull", name).exits(1).err()).contains("no basic auth credentials");
        cli.run("rmi", name).ok();
    }

    @ConcurrentTest
    void aWrongPasswordIsKeptNowhere(@TempDir Path dir) {
        Cli.Result refused = cli(dir).run("login", "-u", USER, "-p", "wrong", closed.host());
        assertThat(refused.exits(1).err())
                .contains("WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
                .contains("Error response from daemon: login attempt to https://" + closed.host()
                        + "/v2/ failed with status: 401 Unauthorized");
        assertThat(dir.resolve("config.json")).doesNotExist();
    }

    @ConcurrentTest
    void whatIsMissingIsTold(@TempDir Path dir) {
        Cli cli = cli(dir);
        assertThat(cli.run("login", "-u", USER, closed.host()).exits(1).err())
                .contains("Error: Cannot perform an interactive login from a non TTY device");
        assertThat(cli.run("login", "--password-stdin", closed.host()).exits(1).err())
                .contains("the --password-stdin option requires --username to be set");
        assertThat(cli.run("login", "-u", "a", "-p", "b", "--password-stdin", closed.host())
                        .exits(1)
                        .err())
                .contains("conflicting options: cannot specify both --password and --password-stdin");
        assertThat(cli.run("login", "-u", "a", "--password-stdin", closed.host())
                        .exits(1)
                        .err())
                .contains("Error: Cannot perform an interactive login from a non TTY device");
    }

    @ConcurrentTest
    void aRegistryThatIsNotThere(@TempDir Path dir) throws IOException {
        String gone;
        try (FaultProxy proxy = FaultProxy.alone()) {
            gone = proxy.host();
        }
        assertThat(login(cli(dir), gone).exits(1).err()).contains("Error response from daemon: Get \"http");
        assertThat(dir.resolve("config.json")).doesNotExist();
    }

    @ConcurrentTest
    void aHelperKeepsTheSecrets(@TempDir Path dir) throws IOException {
        Path program = dir.resolve("docker-credential-testkeep");
        // The protocol: a verb, and one text on standard input.
        Files.writeString(program, """
                #!/bin/sh
                cd "$(dirname "$0")" || exit 1
                case $1 in
                  store) cat > kept ;;
                  get) cat > asked
                    if [ -f kept ]; then cat kept; else echo 'credentials not found in native keychain'; exit 1; fi ;;
                  erase) cat > erased; rm -f kept ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(dir.resolve("config.json"), "{\"credHelpers\":{\"" + closed.host() + "\":\"testkeep\"}}");
        Map<String, String> environment = new HashMap<>();
        environment.put("DOCKER_CONFIG", dir.toString());
        environment.put("PATH", dir + ":" + System.getenv("PATH"));
        Cli cli = plain.with(environment);
        String name = tagged(cli, closed.host());

        assertThat(login(cli, closed.host()).exits(0).err()).doesNotContain("unencrypted");
        assertThat(Api.JSON
                        .readTree(Files.readString(dir.resolve("kept")))
                        .get("Secret")
                        .asText())
                .isEqualTo(PASSWORD);
        assertThat(Files.readString(dir.resolve("config.json")))
                .doesNotContain(Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8)));
        cli.run("push", name).ok();
        assertThat(Files.readString(dir.resolve("asked"))).isEqualTo(closed.host());
        cli.run("logout", closed.host()).ok();
        assertThat(dir.resolve("kept")).doesNotExist();
        assertThat(cli.run("push", name).exits(1).err()).contains("no basic auth credentials");
        cli.run("rmi", name).ok();
    }

    @ConcurrentTest
    void aHelperThatIsMissingIsNamed(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("config.json"), "{\"credHelpers\":{\"" + closed.host() + "\":\"missing\"}}");
        assertThat(login(cli(dir), closed.host()).exits(1).err())
                .isEqualTo("Error saving credentials: error storing credentials - err: exec:"
                        + " \"docker-credential-missing\": executable file not found in $PATH, out: ``\n");
    }

    @ConcurrentTest
    void aTokenTakesThePasswordsPlace(@TempDir Path dir) throws Exception {
        try (TokenServer tokens = TokenServer.start(dir);
                RegistryFixture registry =
                        RegistryFixture.start(RegistryFixture.Options.PLAIN.with(tokens.registryYaml()))) {
            Cli cli = cli(dir);
            String name = tagged(cli, registry.host());
            assertThat(cli.run("login", "-u", USER, "-p", "wrong", registry.host())
                            .exits(1)
                            .err())
                    .contains("unauthorized: incorrect username or password");
            // That is no reason for a token to be kept for ever, nor to stumble.
            tokens.lifetime(Long.MAX_VALUE);
            login(cli, registry.host()).exits(0);
            JsonNode kept = config(dir).get("auths").get(registry.host());
            assertThat(kept.get("identitytoken").asText()).isEqualTo(TokenServer.REFRESH);
            assertThat(new String(Base64.getDecoder().decode(kept.path("auth").asText("")), UTF_8))
                    .doesNotContain(PASSWORD);

            cli.run("push", name).ok();
            cli.run("rmi", name).ok();
            cli.run("pull", name).ok();
            assertThat(tokens.requests())
                    .anyMatch(request -> request.startsWith("POST ")
                            && request.contains("grant_type=refresh_token")
                            && request.contains("pull%2Cpush"));
            cli.run("logout", registry.host()).ok();
            assertThat(cli.run("push", name).exits(1).err()).contains("unauthorized: incorrect username or password");
            cli.run("rmi", name).ok();
        }
    }

    @ConcurrentTest
    void headersThatCannotBeReadCountAsNone() throws IOException {
        for (String header : List.of("%%%", "bm8ganNvbg==", "e30=")) {
            Api.Response answer = plain.daemon()
                    .api()
                    .request(
                            "POST",
                            "/images/create?fromImage=" + closed.host() + "/x&tag=1",
                            List.of("Host: localhost", "X-Registry-Auth: " + header),
                            new byte[0]);
            assertThat(answer.text()).as(header).contains("no basic auth credentials");
        }
    }
}
