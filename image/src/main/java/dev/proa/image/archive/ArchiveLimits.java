package dev.proa.image.archive;

/**
 * How much an archive may ask for, against archives made to exhaust the machine.
 *
 * @param contentBytes of all files in the archive together, after the archive's own compression
 * @param metadataBytes of each JSON document
 * @param entries of the archive
 */
public record ArchiveLimits(long contentBytes, int metadataBytes, int entries) {
    /** 64 GiB of content, documents of 8 MiB, 100,000 entries. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(64L << 30, 8 << 20, 100_000);
}
