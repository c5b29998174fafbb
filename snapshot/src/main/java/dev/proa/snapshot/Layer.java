package dev.proa.snapshot;

import dev.proa.image.Digest;
import java.nio.file.Path;

/**
 * An unpacked layer.
 *
 * @param directory the layer's files, in overlayfs's form: whiteouts are devices 0:0, opaque directories have an
 *     attribute
 * @param size the sizes of its regular files and symbolic links together, in bytes
 * @param hidesAllBelow whether the layer starts anew: nothing of the layers below it shows
 */
public record Layer(ChainId id, Digest diffId, Path directory, long size, boolean hidesAllBelow) {}
