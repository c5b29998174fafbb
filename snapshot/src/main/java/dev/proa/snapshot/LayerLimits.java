package dev.proa.snapshot;

/**
 * How much one layer may ask for.
 *
 * @param bytes of its uncompressed tar, and of its files together
 */
public record LayerLimits(long bytes) {
    /** 64 GiB. */
    public static final LayerLimits DEFAULT = new LayerLimits(64L << 30);
}
