package dev.proa.engine.files;

import dev.proa.engine.container.ChangedFile;
import dev.proa.engine.container.CommitRequest;
import dev.proa.engine.container.ContainerFiles;
import dev.proa.engine.container.FileArchive;
import dev.proa.engine.container.PathStatus;
import dev.proa.engine.container.WriteOptions;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.imagestore.CommitImage;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.HoldStill;
import dev.proa.engine.lifecycle.RootFileSystems;
import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ContainerFilesystems;
import dev.proa.snapshot.FileChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The public face of the operations on files: finds the container and hands over to the one that does it. */
public final class LocalFiles implements ContainerFiles {
    private final ContainerRegistry registry;
    private final ContainerFilesystems overlays;
    private final ReadFiles read;
    private final WriteFiles write;
    private final ExportContainer export;
    private final CommitContainer commit;

    public LocalFiles(
            ContainerRegistry registry,
            RootFileSystems fileSystems,
            ContainerFilesystems overlays,
            CommitImage images,
            HoldStill still,
            ContainerEvents events) {
        ContainerRoots roots = new ContainerRoots(fileSystems);
        this.registry = registry;
        this.overlays = overlays;
        this.read = new ReadFiles(roots, events);
        this.write = new WriteFiles(roots, events);
        this.export = new ExportContainer(roots, events);
        this.commit = new CommitContainer(overlays, images, still, events);
    }

    @Override
    public PathStatus status(String container, String path) {
        return read.status(registry.find(container), container, path);
    }

    @Override
    public FileArchive read(String container, String path) {
        return read.read(registry.find(container), container, path);
    }

    @Override
    public void write(String container, String path, InputStream tar, WriteOptions options) throws IOException {
        write.run(registry.find(container), container, path, tar, options);
    }

    @Override
    public void export(String container, OutputStream tar) throws IOException {
        export.run(registry.find(container), tar);
    }

    @Override
    public List<ChangedFile> changes(String container) {
        Container found = registry.find(container);
        List<ChainId> chain = found.layers().stream()
                .map(layer -> new ChainId(Digest.parse(layer)))
                .toList();
        try {
            return overlays.changes(found.id(), chain).stream()
                    .map(LocalFiles::changed)
                    .toList();
        } catch (IOException failure) {
            throw new Internal("compare container " + found.id() + ": " + failure.getMessage(), failure);
        }
    }

    private static ChangedFile changed(FileChange change) {
        ChangedFile.Kind kind = switch (change.kind()) {
            case CHANGED -> ChangedFile.Kind.CHANGED;
            case ADDED -> ChangedFile.Kind.ADDED;
            case DELETED -> ChangedFile.Kind.DELETED;
        };
        return new ChangedFile(kind, change.path());
    }

    @Override
    public Digest commit(String container, CommitRequest request) {
        return commit.run(registry.find(container), request);
    }
}
