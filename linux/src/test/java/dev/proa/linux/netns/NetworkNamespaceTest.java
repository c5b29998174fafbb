package dev.proa.linux.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.mount.MountInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root. */
class NetworkNamespaceTest {
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    @TempDir
    Path root;

    Path pin;

    @BeforeEach
    void choosePin() throws IOException {
        pin = root.toRealPath().resolve("pin");
    }

    @AfterEach
    void unpin() throws IOException {
        new NetworkNamespace(pin).delete();
    }

    @Test
    void aNewNamespaceIsAnotherAndThisThreadStaysWhereItIs() throws IOException {
        Path before = Files.readSymbolicLink(OWN);

        NetworkNamespace namespace = NetworkNamespace.create(pin);

        Path inside = namespace.call(() -> Files.readSymbolicLink(OWN));
        assertThat(inside).isNotEqualTo(before);
        assertThat(namespace.call(() -> Files.readSymbolicLink(OWN))).isEqualTo(inside);
        assertThat(Files.readSymbolicLink(OWN)).isEqualTo(before);
        assertThat(MountInfo.find(pin).orElseThrow().type()).isEqualTo("nsfs");
    }

    @Test
    void aListenerOutsideIsNotReachableFromInside() throws IOException {
        NetworkNamespace namespace = NetworkNamespace.create(pin);
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket outside = new ServerSocket(0, 1, loopback);
                Socket inside = new Socket()) {
            assertThatThrownBy(() -> namespace.call(() -> {
                        inside.connect(new InetSocketAddress(loopback, outside.getLocalPort()), 1000);
                        return true;
                    }))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void deletingRemovesMountAndFileAndMayBeRepeated() throws IOException {
        NetworkNamespace namespace = NetworkNamespace.create(pin);

        namespace.delete();
        namespace.delete();

        assertThat(pin).doesNotExist();
        assertThat(MountInfo.find(pin)).isEmpty();
        assertThat(namespace.exists()).isFalse();
    }

    @Test
    void aFileLeftWithoutAMountIsDeletedToo() throws IOException {
        Files.createFile(pin);

        new NetworkNamespace(pin).delete();

        assertThat(pin).doesNotExist();
    }

    @Test
    void anExistingFileIsNotTakenOver() throws IOException {
        Files.writeString(pin, "mine");

        assertThatThrownBy(() -> NetworkNamespace.create(pin)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(pin).hasContent("mine");
    }

    @Test
    void aFileThatPinsNothingCannotBeEntered() throws IOException {
        Files.createFile(pin);

        assertThatThrownBy(() -> new NetworkNamespace(pin).call(() -> 1))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.EINVAL));
        assertThatThrownBy(() -> new NetworkNamespace(root.resolve("none")).call(() -> 1))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void whatTheWorkThrowsComesBack() throws IOException {
        NetworkNamespace namespace = NetworkNamespace.create(pin);
        IOException mine = new IOException("mine");

        assertThatThrownBy(() -> namespace.call(() -> {
                    throw mine;
                }))
                .isSameAs(mine);
        assertThatThrownBy(() -> namespace.call(() -> {
                    throw new IllegalStateException("mine too");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptIsKeptButDoesNotEndTheWait() throws IOException {
        NetworkNamespace namespace = NetworkNamespace.create(pin);
        Thread.currentThread().interrupt();

        assertThat(namespace.call(() -> 7)).isEqualTo(7);
        assertThat(Thread.interrupted()).isTrue();
    }
}
