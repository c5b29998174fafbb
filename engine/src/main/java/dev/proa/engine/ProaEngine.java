package dev.proa.engine;

import dev.proa.engine.wiring.Wiring;

/** Where engines come from. */
public final class ProaEngine {
    private ProaEngine() {}

    /**
     * Opens an engine: takes its directories, finds the containers that run, and deals with what happened while no
     * engine was there. The caller closes it.
     *
     * @throws dev.proa.engine.failure.Conflict when another engine has the directories
     * @throws dev.proa.engine.failure.Internal when the host cannot run it
     */
    public static Engine open(EngineConfig config) {
        return Wiring.open(config);
    }
}
