package dev.proa.runtime;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Where things lie below the run directory, which is gone after a reboot.
 *
 * <pre>
 * oci/NAME/        the state of OCI runtime NAME
 * bundles/ID/      config.json, and conmon's socket, FIFOs and pid file
 * execs/EXEC/      the same for a process that joined a container
 * exits/ID         the exit code, written by conmon
 * </pre>
 */
final class RuntimeDirectory {
    private final Path root;

    RuntimeDirectory(Path root) throws IOException {
        this.root = root.toAbsolutePath();
        for (Path directory : new Path[] {this.root.resolve("bundles"), this.root.resolve("execs"), exits()}) {
            makePrivate(directory);
        }
    }

    Path state(OciRuntime runtime) {
        return root.resolve("oci").resolve(runtime.name());
    }

    Path bundle(String id) {
        return root.resolve("bundles").resolve(id);
    }

    Path exec(String execId) {
        return root.resolve("execs").resolve(execId);
    }

    Path exits() {
        return root.resolve("exits");
    }

    Path exit(String id) {
        return exits().resolve(id);
    }

    /** Makes a directory that only its owner can enter, with those above it. */
    static void makePrivate(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Removes a directory with the files in it, without following links; does nothing if it is not there. */
    static void remove(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    remove(entry);
                } else {
                    Files.deleteIfExists(entry);
                }
            }
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException gone) {
            // as wanted
        } catch (DirectoryNotEmptyException refilled) {
            remove(directory); // conmon made a file while it was on its way out
        }
    }
}
