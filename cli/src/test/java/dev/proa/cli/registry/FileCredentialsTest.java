package dev.proa.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.cli.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCredentialsTest {
    private static final Credentials ANN = Credentials.ofUser("reg.example:5000", "ann", "s3cret:x");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("sub/config.json");
    }

    private FileCredentials open() throws Exception {
        return new FileCredentials(DockerConfig.read(file));
    }

    @Test
    void whatWasStoredIsFoundAndErasedAgain() throws Exception {
        open().store(ANN);
        assertThat(Files.readString(file)).isEqualTo("""
                        {
                        \t"auths": {
                        \t\t"reg.example:5000": {
                        \t\t\t"auth": "YW5uOnMzY3JldDp4"
                        \t\t}
                        \t}
                        }""");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(open().get("reg.example:5000")).isEqualTo(ANN);
        open().erase("reg.example:5000");
        assertThat(open().get("reg.example:5000").isEmpty()).isTrue();
    }

    @Test
    void whatIsNotKnownHereStays() throws Exception {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(
                file, "{\"future\":{\"a\":[1,2.5,null,\"<&\"]},\"auths\":{\"b.io\":{\"auth\":\"YTpi\",\"x\":1}}}");
        open().store(ANN);
        open().erase(ANN.server());
        assertThat(Files.readString(file).replaceAll("\\s", ""))
                .isEqualTo("{\"future\":{\"a\":[1,2.5,null,\"<&\"]},\"auths\":{\"b.io\":{\"auth\":\"YTpi\",\"x\":1}}}");
    }

    @Test
    void aFileThatIsNoJsonIsNotOverwritten() throws Exception {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(file, "{bad");
        assertThatThrownBy(this::open).isInstanceOf(CliException.class).hasMessageContaining("config.json");
        assertThat(Files.readString(file)).isEqualTo("{bad");
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Path real = directory.resolve("real.json");
        Files.writeString(real, "{\"credsStore\":\"x\"}");
        Files.createDirectories(directory.resolve("sub"));
        Files.createSymbolicLink(file, real);
        open().store(ANN);
        assertThat(file).isSymbolicLink();
        assertThat(real).content().contains("credsStore", "reg.example:5000");
    }

    @Test
    void olderEntriesByUrlAreFound() throws Exception {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(file, "{\"auths\":{\"https://reg.example:5000/v1/\":{\"auth\":\"YTpi\"}}}");
        assertThat(open().get("reg.example:5000").password()).isEqualTo("b");
        assertThat(open().get("reg.example").isEmpty()).isTrue();
    }

    @Test
    void anIdentityTokenIsKeptInThePasswordsPlace() throws Exception {
        open().store(ANN.withIdentityToken("tok"));
        Credentials found = open().get(ANN.server());
        assertThat(found.identityToken()).isEqualTo("tok");
        assertThat(found.username()).isEqualTo("ann");
        assertThat(found.password()).isEmpty();
    }
}
