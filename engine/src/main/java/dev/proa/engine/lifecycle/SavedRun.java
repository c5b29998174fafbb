package dev.proa.engine.lifecycle;

import dev.proa.linux.process.ProcessIdentity;
import dev.proa.runtime.SavedContainer;
import dev.proa.runtime.Stdio;
import io.avaje.jsonb.Json;

/**
 * The processes of a run, so that an engine that comes back finds them again.
 *
 * @param monitorStart, processStart clock ticks after the host's start: a pid alone may be somebody else's by then
 */
@Json
public record SavedRun(
        boolean terminal,
        boolean openInput,
        boolean inputOnce,
        int monitorPid,
        long monitorStart,
        int processPid,
        long processStart) {
    static SavedRun of(SavedContainer saved) {
        return new SavedRun(
                saved.stdio().terminal(),
                saved.stdio().openInput(),
                saved.stdio().inputOnce(),
                saved.monitor().pid(),
                saved.monitor().startTime(),
                saved.process().pid(),
                saved.process().startTime());
    }

    SavedContainer restore(String id, String runtime) {
        return new SavedContainer(
                id,
                runtime,
                new Stdio(terminal, openInput, inputOnce),
                new ProcessIdentity(monitorPid, monitorStart),
                new ProcessIdentity(processPid, processStart));
    }
}
