package dev.proa.engine.wiring;

import dev.proa.engine.Filters;
import dev.proa.engine.PruneReport;
import dev.proa.engine.container.AttachOptions;
import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.ContainerQuery;
import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.container.ContainerSummary;
import dev.proa.engine.container.ContainerView;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.CreatedContainer;
import dev.proa.engine.container.LogOptions;
import dev.proa.engine.container.LogStream;
import dev.proa.engine.container.PendingExit;
import dev.proa.engine.container.ProcessTable;
import dev.proa.engine.container.RemoveOptions;
import dev.proa.engine.container.StopOptions;
import dev.proa.engine.container.WaitCondition;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerRegistry;
import java.util.List;

/** The public face of the container operations: each call goes to the one that does it. */
final class AllContainers implements Containers {
    private final ContainerRegistry registry;
    private final ContainerOperations operations;

    AllContainers(ContainerRegistry registry, ContainerOperations operations) {
        this.registry = registry;
        this.operations = operations;
    }

    @Override
    public CreatedContainer create(ContainerRequest request) {
        return operations.create().create(request);
    }

    @Override
    public void start(String container) {
        operations.start().start(container);
    }

    @Override
    public void stop(String container, StopOptions options) {
        operations.stop().stop(container, options);
    }

    @Override
    public void restart(String container, StopOptions options) {
        operations.start().restart(container, operations.stop(), options);
    }

    @Override
    public void kill(String container, String signal) {
        operations.signal().kill(container, signal);
    }

    @Override
    public void pause(String container) {
        operations.pause().pause(container);
    }

    @Override
    public void unpause(String container) {
        operations.pause().unpause(container);
    }

    @Override
    public void rename(String container, String newName) {
        operations.rename().rename(container, newName);
    }

    @Override
    public void remove(String container, RemoveOptions options) {
        operations.remove().remove(container, options);
    }

    @Override
    public PendingExit await(String container, WaitCondition condition) {
        Container found = registry.find(container);
        return found.exits().await(found, condition);
    }

    @Override
    public List<ContainerSummary> list(ContainerQuery query) {
        return operations.list().list(query);
    }

    @Override
    public ContainerView inspect(String container, boolean size) {
        return operations.inspect().inspect(registry.find(container), size);
    }

    @Override
    public LogStream logs(String container, LogOptions options) {
        return operations.logs().read(registry.find(container), options);
    }

    @Override
    public Attachment attach(String container, AttachOptions options) {
        return operations.attach().attach(container, registry.find(container), options);
    }

    @Override
    public void resize(String container, int rows, int columns) {
        operations.attach().resize(registry.find(container), rows, columns);
    }

    @Override
    public ProcessTable top(String container, String psArguments) {
        return operations.processes().of(registry.find(container), psArguments);
    }

    @Override
    public PruneReport prune(Filters filters) {
        return operations.prune().prune(filters);
    }
}
