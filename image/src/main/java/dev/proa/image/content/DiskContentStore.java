package dev.proa.image.content;

import dev.proa.image.Digest;
import dev.proa.image.InvalidReferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A content store in a directory, of one process: {@code <algorithm>/<hex>} are the blobs, {@code drafts/} what is being
 * written. A blob appears by a rename after its bytes are on disk.
 */
public final class DiskContentStore implements ContentStore {
    private static final String DRAFTS = "drafts";
    private static final List<String> ALGORITHMS = List.of(Digest.SHA256, Digest.SHA512);

    private final Path root;
    private final Path drafts;

    private DiskContentStore(Path root) {
        this.root = root;
        this.drafts = root.resolve(DRAFTS);
    }

    /**
     * Opens the store in a directory, which is made if need be, and removes drafts that a crash left there.
     *
     * <p>Only one process may have it open: the caller sees to that.
     */
    public static DiskContentStore open(Path root) throws IOException {
        DiskContentStore store = new DiskContentStore(root);
        for (String name : List.of(Digest.SHA256, Digest.SHA512, DRAFTS)) {
            Files.createDirectories(
                    root.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(store.drafts)) {
            for (Path draft : left) {
                Files.deleteIfExists(draft);
            }
        }
        return store;
    }

    private Path path(Digest digest) {
        return root.resolve(digest.algorithm()).resolve(digest.hex());
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    @Override
    public long size(Digest digest) throws IOException {
        try {
            return Files.size(path(digest));
        } catch (NoSuchFileException missing) {
            throw notFound(digest, missing);
        }
    }

    @Override
    public Optional<BlobStamp> stamp(Digest digest) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(path(digest), BasicFileAttributes.class);
            return Optional.of(new BlobStamp(file.size(), file.lastModifiedTime(), file.fileKey()));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        try {
            return Files.newInputStream(path(digest));
        } catch (NoSuchFileException missing) {
            throw notFound(digest, missing);
        }
    }

    private static BlobNotFoundException notFound(Digest digest, NoSuchFileException cause) {
        BlobNotFoundException failure = new BlobNotFoundException(digest);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public List<Digest> list() throws IOException {
        List<Digest> blobs = new ArrayList<>();
        for (String algorithm : ALGORITHMS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(algorithm))) {
                for (Path file : files) {
                    try {
                        blobs.add(new Digest(algorithm, String.valueOf(file.getFileName())));
                    } catch (InvalidReferenceException notOurs) {
                        // Somebody else's file is no blob.
                    }
                }
            }
        }
        return blobs;
    }

    @Override
    public boolean remove(Digest digest) throws IOException {
        return Files.deleteIfExists(path(digest));
    }

    @Override
    public BlobDraft begin(String algorithm) throws IOException {
        return new Draft(algorithm);
    }

    private final class Draft implements BlobDraft {
        private final String algorithm;
        private final MessageDigest hash;
        private final Path file;
        private final FileChannel channel;
        private long size;
        private @Nullable Digest digest;
        private @Nullable FutureTask<Void> sync;
        private boolean committed;

        Draft(String algorithm) throws IOException {
            this.algorithm = algorithm;
            this.hash = Digest.hash(algorithm);
            this.file = Files.createTempFile(drafts, "", "");
            try {
                this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (IOException failure) {
                Files.deleteIfExists(file);
                throw failure;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (digest != null) {
                throw new IllegalStateException("the draft is finished");
            }
            hash.update(bytes, offset, length);
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            size += length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void finish() {
            if (digest != null) {
                return;
            }
            digest = Digest.of(algorithm, hash);
            // Beside whatever the caller does next: reading the next blob, unpacking this one.
            FutureTask<Void> task = new FutureTask<>(() -> {
                channel.force(true);
                return null;
            });
            sync = task;
            Thread.ofVirtual().name("blob-sync").start(task);
        }

        @Override
        public Digest digest() {
            Digest known = digest;
            if (known == null) {
                throw new IllegalStateException("the draft is not finished");
            }
            return known;
        }

        @Override
        public InputStream open() throws IOException {
            Digest known = digest();
            try {
                return Files.newInputStream(committed ? path(known) : file);
            } catch (NoSuchFileException moved) {
                return DiskContentStore.this.open(known);
            }
        }

        @Override
        public Digest commit() throws IOException {
            Digest known = digest();
            if (committed) {
                return known;
            }
            awaitSync();
            channel.close();
            Path target = path(known);
            if (Files.exists(target)) {
                Files.deleteIfExists(file);
            } else {
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                try (FileChannel directory = FileChannel.open(root.resolve(algorithm))) {
                    directory.force(true);
                }
            }
            committed = true;
            return known;
        }

        private void awaitSync() throws IOException {
            FutureTask<Void> task = sync;
            if (task == null) {
                return;
            }
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        task.get();
                        return;
                    } catch (InterruptedException again) {
                        interrupted = true; // the disk is waited for; the interrupt is passed on
                    } catch (ExecutionException failure) {
                        throw new IOException("writing a blob of " + size + " bytes: " + failure.getCause(), failure);
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                try {
                    channel.close();
                } finally {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
