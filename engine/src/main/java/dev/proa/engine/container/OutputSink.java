package dev.proa.engine.container;

import java.io.IOException;

/** Takes what a container writes. Called by one thread at a time; blocking in it slows the container down. */
@FunctionalInterface
public interface OutputSink {
    /** @param stream STDOUT or STDERR; with a terminal all is STDOUT */
    void write(StdStream stream, byte[] buffer, int offset, int length) throws IOException;
}
