package dev.proa.engine.wiring;

import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.lifecycle.RootFileSystems;
import dev.proa.image.Digest;
import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.FileTrees;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ContainerFilesystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The containers' file systems on overlayfs, mounted below the run directory.
 *
 * <p>A container's run and any number of borrowers share one mount: overlayfs must not be mounted twice over the same
 * upper directory. It goes with the last of them. After a crash the recovery takes away what no run uses.
 */
final class OverlayRootFileSystems implements RootFileSystems {
    // Somebody who copies into a container that is being removed makes files until the directories are gone.
    private static final int REMOVALS = 100;

    private final ContainerFilesystems overlays;
    private final ContainerPaths paths;
    private final Map<String, Users> users = new ConcurrentHashMap<>();

    /** Who uses a container's mount; what changes it happens under the lock. */
    private static final class Users {
        private final ReentrantLock lock = new ReentrantLock();
        private boolean run;
        private boolean deleted;
        private int borrowers;
    }

    OverlayRootFileSystems(ContainerFilesystems overlays, ContainerPaths paths) {
        this.overlays = overlays;
        this.paths = paths;
    }

    private Users lock(String containerId) {
        Users of = users.computeIfAbsent(containerId, _ -> new Users());
        of.lock.lock();
        return of;
    }

    @Override
    public Path root(String containerId) {
        return paths.rootfs(containerId);
    }

    @Override
    public Path mount(Container container) throws IOException {
        Users of = lock(container.id());
        try {
            Path target = mountUnlessMounted(container);
            of.run = true;
            return target;
        } finally {
            of.lock.unlock();
        }
    }

    private Path mountUnlessMounted(Container container) throws IOException {
        Path target = root(container.id());
        if (isMounted(target)) {
            return target;
        }
        Files.createDirectories(target);
        try {
            overlays.mount(container.id(), chain(container), target);
            return target;
        } catch (IOException failure) {
            Files.deleteIfExists(target);
            throw failure;
        }
    }

    private static boolean isMounted(Path target) throws IOException {
        try {
            return !Files.getAttribute(target, "unix:dev").equals(Files.getAttribute(target.getParent(), "unix:dev"));
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    @Override
    public Loan borrow(Container container) throws IOException {
        Users of = lock(container.id());
        try {
            if (of.deleted || container.goes()) {
                throw new NotFound("No such container: " + container.id());
            }
            mountUnlessMounted(container);
            of.borrowers++;
        } finally {
            of.lock.unlock();
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                giveBack(container);
            }
        };
    }

    private void giveBack(Container container) throws IOException {
        Users of = lock(container.id());
        try {
            of.borrowers--;
            // An engine that came back knows of a run only from the container.
            if (of.borrowers == 0 && !of.run && container.run() == null) {
                unmountNow(container.id());
            }
        } finally {
            of.lock.unlock();
        }
    }

    @Override
    public void unmount(String containerId) throws IOException {
        Users of = lock(containerId);
        try {
            of.run = false;
            if (of.borrowers == 0) {
                unmountNow(containerId);
            }
        } finally {
            of.lock.unlock();
        }
    }

    private void unmountNow(String containerId) throws IOException {
        Path target = root(containerId);
        overlays.unmount(target);
        Files.deleteIfExists(target);
    }

    @Override
    public void delete(String containerId) throws IOException {
        Users of = lock(containerId);
        try {
            unmountNow(containerId); // under the borrowers' hands, who keep what they have open
            for (int attempt = 1; ; attempt++) {
                try {
                    overlays.remove(containerId);
                    break;
                } catch (LinuxException failure) {
                    if (!failure.is(Errno.ENOTEMPTY) || attempt == REMOVALS) {
                        throw failure;
                    }
                }
            }
            FileTrees.delete(paths.home(containerId));
            of.deleted = true;
        } finally {
            of.lock.unlock();
        }
        users.remove(containerId, of);
    }

    static List<ChainId> chain(Container container) {
        return container.layers().stream()
                .map(layer -> new ChainId(Digest.parse(layer)))
                .toList();
    }
}
