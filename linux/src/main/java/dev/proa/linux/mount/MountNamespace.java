package dev.proa.linux.mount;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.internal.OwnThread;
import dev.proa.linux.io.Descriptor;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** What processes in other mount namespaces see. */
public final class MountNamespace {
    private static final MethodHandle UNSHARE = LibC.function("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS =
            LibC.function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private static final int CLONE_FS = 0x200;
    private static final int CLONE_NEWNS = 0x2_0000;

    private MountNamespace() {}

    /**
     * Opens the root directory of a process's mount namespace, with all that is mounted in it, wherever the process has
     * changed its own root to. Paths resolved from it (openat2(2)) cross that namespace's mounts; the descriptor may be
     * used by any thread, and is the caller's to close.
     *
     * <p>The namespace is entered by a thread made for it, which ends with the call: a thread that shares its file system
     * attributes with others cannot enter one (setns(2)).
     *
     * @throws dev.proa.linux.LinuxException ENOENT when there is no such process
     */
    public static Fd rootOf(int pid) throws IOException {
        Path namespace = Path.of("/proc/" + pid + "/ns/mnt");
        return OwnThread.call("proa-mntns", () -> {
            try (Descriptor open = Descriptor.openForReading(namespace)) {
                LibC.check(() -> "unshare(CLONE_FS)", (_, errno) -> (int) UNSHARE.invokeExact(errno, CLONE_FS));
                open.use(number -> LibC.check(() -> "setns(\"" + namespace + "\", CLONE_NEWNS)", (_, errno) ->
                        (int) SETNS.invokeExact(errno, number, CLONE_NEWNS)));
            }
            return FileCalls.openDirectory(Path.of("/"));
        });
    }
}
