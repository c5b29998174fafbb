package dev.proa.server.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;

/** The file of a listening socket: made with its final owner and mode, and never taken from a daemon that listens. */
final class SocketFile {
    /** Whoever may write to the socket is root on this host: so it is with Docker's group too. */
    private static final List<String> GROUPS = List.of("proa", "docker");

    private SocketFile() {}

    /** A folder beside the socket's place, closed to others, to bind in before moving it into place. */
    static Path privateFolder(Path socket) throws IOException {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a place for a socket: " + socket);
        }
        Files.createDirectories(folder);
        clear(socket);
        return Files.createTempDirectory(
                folder, ".s", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void clear(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(socket, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("cannot listen on " + socket + ": there is a file that is not a socket");
        }
        if (answers(socket)) {
            throw new IOException("cannot listen on " + socket + ": another daemon listens there");
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException refused) {
            return false;
        }
    }

    /** Gives a bound socket its group and mode and moves it to its place, over a dead one. */
    static void publish(Path bound, Path socket) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(bound, PosixFileAttributeView.class);
        Optional<GroupPrincipal> group = group(socket);
        if (group.isPresent()) {
            attributes.setGroup(group.get());
        }
        attributes.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
        Files.move(bound, socket, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<GroupPrincipal> group(Path socket) throws IOException {
        for (String name : GROUPS) {
            try {
                return Optional.of(
                        socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name));
            } catch (UserPrincipalNotFoundException _) {
                // Try the next; without any the socket stays root's own.
            }
        }
        return Optional.empty();
    }
}
