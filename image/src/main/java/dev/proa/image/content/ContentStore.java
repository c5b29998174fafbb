package dev.proa.image.content;

/**
 * Blobs by digest. Vocabulary: a <i>blob</i> is complete, verified and never changes; a <i>draft</i> is being written
 * and nobody but its writer sees it.
 *
 * <p>Safe for use by several threads.
 */
public interface ContentStore extends BlobReader, BlobWriter, BlobManager {}
