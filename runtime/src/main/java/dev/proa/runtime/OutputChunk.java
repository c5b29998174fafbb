package dev.proa.runtime;

/**
 * Bytes that a process wrote, in the order it wrote them.
 *
 * @param stream which stream they came from; a terminal has standard output alone
 * @param bytes the bytes, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
public record OutputChunk(Stream stream, byte[] bytes) {
    /** The standard streams that processes write to. */
    public enum Stream {
        OUTPUT,
        ERROR
    }
}
