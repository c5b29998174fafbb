package dev.proa.engine.lifecycle;

import java.io.IOException;

/** The files by which a container knows its own name and those of others: hosts, hostname, resolv.conf. */
public interface NameFiles {
    /** Writes them to the container's directory, in place of those of an earlier run. */
    void write(Container container, Sandboxes.Sandbox sandbox) throws IOException;
}
