package dev.proa.image.content;

import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells a blob's file from the same blob's file before somebody wrote to it or put another in its place.
 *
 * @param size in bytes
 * @param file the file's identity on its file system, null where there is none
 */
public record BlobStamp(
        long size, FileTime modified, @Nullable Object file) {}
