package dev.proa.engine.lifecycle;

import dev.proa.linux.file.DirectoryEntry;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import dev.proa.runtime.spec.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The host's device nodes, for privileged containers. */
final class HostDevices {
    /** Mounts of the container's own, and what every container has anyway. */
    private static final Set<String> LEFT_OUT =
            Set.of("/dev/pts", "/dev/shm", "/dev/mqueue", "/dev/fd", "/dev/console", "/dev/ptmx", "/dev/tty");

    private HostDevices() {}

    static List<Device> all() throws IOException {
        List<Device> devices = new ArrayList<>();
        try (Fd dev = FileCalls.openDirectory(Path.of("/dev"))) {
            collect(dev, "/dev", devices);
        }
        return devices;
    }

    private static void collect(Fd directory, String path, List<Device> devices) throws IOException {
        for (DirectoryEntry entry : FileCalls.list(directory)) {
            String name = new String(entry.name().bytes(), StandardCharsets.UTF_8);
            String full = path + "/" + name;
            if (LEFT_OUT.contains(full)) {
                continue;
            }
            FileStatus status = FileCalls.status(directory, entry.name());
            switch (status.type()) {
                case FileCalls.S_IFDIR -> {
                    try (Fd child = FileCalls.openat2(
                            directory,
                            FileName.of(name),
                            FileCalls.O_RDONLY | FileCalls.O_DIRECTORY,
                            0,
                            FileCalls.RESOLVE_BENEATH | FileCalls.RESOLVE_NO_SYMLINKS)) {
                        collect(child, full, devices);
                    }
                }
                case FileCalls.S_IFCHR -> devices.add(device(full, "c", status));
                case FileCalls.S_IFBLK -> devices.add(device(full, "b", status));
                default -> {}
            }
        }
    }

    private static Device device(String path, String type, FileStatus status) {
        return new Device(
                path,
                type,
                status.special() >>> 32,
                status.special() & 0xffffffffL,
                status.permissions(),
                Integer.toUnsignedLong(status.uid()),
                Integer.toUnsignedLong(status.gid()));
    }
}
