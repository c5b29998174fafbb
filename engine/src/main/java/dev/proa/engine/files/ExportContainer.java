package dev.proa.engine.files;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.linux.file.FileName;
import dev.proa.snapshot.TreeArchiver;
import java.io.IOException;
import java.io.OutputStream;

/** {@code export}: a container's root file system as a tar. */
final class ExportContainer {
    private final ContainerRoots roots;
    private final ContainerEvents events;

    ExportContainer(ContainerRoots roots, ContainerEvents events) {
        this.roots = roots;
        this.events = events;
    }

    void run(Container container, OutputStream tar) throws IOException {
        try (ContainerRoots.OpenRoot root = open(container);
                TreeArchiver archiver = new TreeArchiver(tar)) {
            events.publish(container, "export");
            archiver.addContent(root.directory(), FileName.of(""));
            archiver.finish();
        }
    }

    private ContainerRoots.OpenRoot open(Container container) {
        try {
            return roots.fileSystem(container);
        } catch (IOException failure) {
            throw new Internal("export container " + container.id() + ": " + failure.getMessage(), failure);
        }
    }
}
