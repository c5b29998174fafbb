package dev.proa.engine.wiring;

import dev.proa.engine.lifecycle.CreateContainer;
import dev.proa.engine.lifecycle.PauseContainer;
import dev.proa.engine.lifecycle.PruneContainers;
import dev.proa.engine.lifecycle.RemoveContainer;
import dev.proa.engine.lifecycle.RenameContainer;
import dev.proa.engine.lifecycle.SignalContainer;
import dev.proa.engine.lifecycle.StartContainer;
import dev.proa.engine.lifecycle.StopContainer;
import dev.proa.engine.query.ContainerInspector;
import dev.proa.engine.query.ContainerLister;
import dev.proa.engine.query.ListProcesses;
import dev.proa.engine.session.AttachContainer;
import dev.proa.engine.session.ReadLogs;

/** Every operation on containers, one object each. */
record ContainerOperations(
        CreateContainer create,
        StartContainer start,
        StopContainer stop,
        SignalContainer signal,
        PauseContainer pause,
        RenameContainer rename,
        RemoveContainer remove,
        PruneContainers prune,
        ContainerLister list,
        ContainerInspector inspect,
        ListProcesses processes,
        AttachContainer attach,
        ReadLogs logs) {}
