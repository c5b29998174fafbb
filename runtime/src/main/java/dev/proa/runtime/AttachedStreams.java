package dev.proa.runtime;

import java.io.IOException;
import java.util.Optional;

/**
 * A connection to the standard streams of a running process, from the moment it was made.
 *
 * <p>One thread may read while another writes. What is not read is kept up to about a mebibyte; after that the process
 * waits in its own writes, as with Docker. Closing, also while a read is under way, lets everybody else go on.
 */
public interface AttachedStreams extends AutoCloseable {
    /**
     * Waits for output.
     *
     * @return the next bytes; empty when the process has ended and everything was read
     * @throws java.nio.channels.ClosedChannelException when this connection was closed
     */
    Optional<OutputChunk> read() throws IOException;

    /**
     * Writes to the process's input, waiting while it does not read.
     *
     * @throws IOException when the input has ended or there never was one
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Ends the process's input, if {@link Stdio#inputCanEnd}; otherwise does nothing. */
    void closeInput() throws IOException;

    /** Leaves. If this connection had the input and that can end, it ends. */
    @Override
    void close();
}
