package dev.proa.network.bridge;

import java.io.IOException;

/** Lets the packets of bridge networks pass as their policies say. Safe for use by any thread. */
public interface BridgeFirewall {
    /** Puts a network's policy in force, in place of one it may have. Done before the bridge is up. */
    void open(BridgeNetwork network) throws IOException;

    /**
     * Forgets a network; content when it is not known, as after a crash.
     *
     * @param bridge the name of its interface
     */
    void close(String bridge) throws IOException;
}
