package dev.proa.snapshot;

import dev.proa.image.Digest;
import dev.proa.linux.file.FileName;
import java.nio.file.Path;
import java.util.List;

/**
 * A layer unpacked into a temporary directory.
 *
 * @param directory contains the layer's files in {@code fs}
 * @param implied directories the tar did not describe
 */
record StagedLayer(Path directory, Digest diffId, long size, boolean hidesAllBelow, List<FileName> implied) {}
