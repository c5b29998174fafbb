package dev.proa.linux.netns;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.internal.LibC;
import dev.proa.linux.internal.OwnThread;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network namespace, found by a file: one that {@link #create} pins, or any other such as {@code /proc/123/ns/net}.
 *
 * <p>A pinned namespace lives until {@link #delete} and the end of the last process, thread or socket in it; it
 * survives this process. Safe for use by any thread: work inside a namespace is done on a platform thread made for
 * it and ended afterwards, because a namespace belongs to a thread (setns(2)) and a thread that could not be brought
 * back must not be used again.
 */
public record NetworkNamespace(Path path) {
    private static final MethodHandle UNSHARE = LibC.function("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle FLOCK =
            LibC.function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS =
            LibC.function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int LOCK_EX = 2;
    private static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/ns/net");

    /** Work to do inside a namespace. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Makes a new namespace, with nothing but a loopback interface that is down, and pins it by a bind mount.
     *
     * @param pin the file to pin it to, which must not exist, in a directory which must
     * @throws java.nio.file.FileAlreadyExistsException when the file exists
     * @throws IOException when the namespace cannot be made or pinned; then the file is gone again
     */
    public static NetworkNamespace create(Path pin) throws IOException {
        Files.createFile(pin);
        try {
            OwnThread.call("proa-netns-create", () -> {
                LibC.check(() -> "unshare(CLONE_NEWNET)", (_, errno) -> (int) UNSHARE.invokeExact(errno, CLONE_NEWNET));
                Mounts.bind(OF_THIS_THREAD, pin, false);
                return pin;
            });
        } catch (IOException | RuntimeException failure) {
            try {
                Files.deleteIfExists(pin);
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
        return new NetworkNamespace(pin);
    }

    /**
     * Runs work on a new platform thread inside this namespace and waits for it. Sockets which the work opens stay in
     * this namespace and may be used from anywhere afterwards. An interrupt does not end the wait; it is kept for the
     * caller.
     *
     * @throws dev.proa.linux.LinuxException when the namespace cannot be entered, for example EINVAL when the file
     *     pins none
     * @throws IOException what the work throws
     */
    public <T> T call(Work<T> work) throws IOException {
        return OwnThread.call("proa-netns", () -> {
            try (Descriptor namespace = Descriptor.openForReading(path)) {
                namespace.use(number -> LibC.check(() -> "setns(\"" + path + "\", CLONE_NEWNET)", (_, errno) ->
                        (int) SETNS.invokeExact(errno, number, CLONE_NEWNET)));
            }
            return work.run();
        });
    }

    /**
     * Waits for the lock of this namespace (flock(2)), holding on to the thread's carrier meanwhile. All processes and
     * threads that come to the namespace by whatever file share it, and it leaves nothing behind anywhere.
     *
     * @return closed by the caller, which gives the lock back, as the end of the process does
     */
    public Descriptor lock() throws IOException {
        Descriptor namespace = Descriptor.openForReading(path);
        try {
            namespace.use(number -> LibC.check(() -> "flock(\"" + path + "\", LOCK_EX)", (_, errno) ->
                    (int) FLOCK.invokeExact(errno, number, LOCK_EX)));
            return namespace;
        } catch (IOException | RuntimeException failure) {
            namespace.close();
            throw failure;
        }
    }

    /** Whether the file is there, be it that it pins a namespace or is left from one. */
    public boolean exists() {
        return Files.exists(path);
    }

    /** Removes the pin and its file; content when they are gone already, or the file was never mounted on. */
    public void delete() throws IOException {
        Mounts.unmountIfMounted(path);
        Files.deleteIfExists(path);
    }
}
