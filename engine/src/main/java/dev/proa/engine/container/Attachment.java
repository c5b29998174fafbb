package dev.proa.engine.container;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A client's hold on the standard streams of a container or an exec. Made before the start it sees the first byte.
 * Owned by whoever opened it; closing it detaches and leaves the process running.
 */
public interface Attachment extends AutoCloseable {
    /** Whether there is a terminal: then output is raw and all on stdout. */
    boolean tty();

    /** Hands all output to the sink until the process has ended and all is read, or this is closed. */
    void copyOutput(OutputSink sink) throws IOException;

    /**
     * The process's stdin. Writing blocks until the process takes it, also before it is started; closing is the end of
     * input. Nothing is written when stdin was not asked for.
     */
    OutputStream stdin();

    @Override
    void close();
}
