package dev.proa.engine.image;

import dev.proa.engine.Filters;
import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * The images of an engine.
 *
 * <p>An {@code image} argument is a name with or without a tag, a digest reference, a full id or a unique beginning of
 * one. Methods throw {@link dev.proa.engine.failure.NotFound} ({@code No such image: …}) when there is none and
 * {@link dev.proa.engine.failure.InvalidArgument} ({@code invalid reference format}) for a malformed one. Safe for use
 * by any number of threads.
 */
public interface Images {
    /**
     * Loads every image of an archive as {@code docker save} or an OCI layout writes it, plain or compressed. All or
     * nothing becomes visible.
     *
     * @param progress told of each line meant for people, as it is reached
     */
    LoadReport load(InputStream archive, Consumer<String> progress) throws IOException;

    /** Writes images as one archive. An unknown image is refused before a byte is written. */
    void save(List<String> images, OutputStream archive) throws IOException;

    /** Makes an image of a tarball's files. */
    Digest importTarball(ImageImport request, InputStream tarball) throws IOException;

    List<ImageSummary> list(ImageQuery query);

    ImageView inspect(String image);

    List<HistoryLine> history(String image);

    void tag(String image, String target);

    /**
     * Takes a name from an image, and with its last name the image itself.
     *
     * @param force also while stopped containers use it, and with several names by id
     * @param prune also parents that nothing else uses
     * @throws dev.proa.engine.failure.Conflict when containers use it
     */
    List<ImageDeletion> remove(String image, boolean force, boolean prune);

    /** Checks all blobs and unpacked layers of images against their digests; takes as long as reading them. */
    VerifyReport verify();

    /** Filters {@code dangling}, {@code label}, {@code label!} and {@code until}. */
    ImagePruneReport prune(Filters filters);

    /**
     * Finds an image, or all of a repository, at its registry.
     *
     * @return fetches it
     * @throws dev.proa.engine.failure.NotFound when the registry has no such image, or nobody is told that it has
     * @throws dev.proa.engine.failure.Internal when the registry cannot be reached
     */
    PendingPull pull(PullRequest request);

    /**
     * Brings an image, or all of a repository, to its registry. What the registry has is not sent again; what was pulled
     * keeps its digests. Interrupting it ends it.
     *
     * @throws IOException with the registry's reason, when it does not take it
     */
    void push(ImagePush request, PushProgress progress) throws IOException;
}
