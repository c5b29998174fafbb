package dev.proa.engine.lifecycle;

import dev.proa.engine.container.NetworkEndpoint;
import java.io.IOException;
import java.util.List;

/** Tells several, in order; at the end of a run all of them, whatever one of them throws. */
public final class NetworkObservers implements NetworkObserver {
    private final List<NetworkObserver> observers;

    public NetworkObservers(List<NetworkObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public void starting(Container container, Sandboxes.Sandbox sandbox) throws IOException {
        for (NetworkObserver observer : observers) {
            observer.starting(container, sandbox);
        }
    }

    @Override
    public void adopted(Container container, Sandboxes.Sandbox sandbox) throws IOException {
        for (NetworkObserver observer : observers) {
            observer.adopted(container, sandbox);
        }
    }

    @Override
    public void connected(Container container, Sandboxes.Sandbox sandbox, NetworkEndpoint added) throws IOException {
        for (NetworkObserver observer : observers) {
            observer.connected(container, sandbox, added);
        }
    }

    @Override
    public void disconnecting(Container container, Sandboxes.Sandbox sandbox, NetworkEndpoint leaving)
            throws IOException {
        for (NetworkObserver observer : observers) {
            observer.disconnecting(container, sandbox, leaving);
        }
    }

    @Override
    public void ending(String containerId) {
        observers.forEach(observer -> observer.ending(containerId));
    }

    @Override
    public void settled() throws IOException {
        for (NetworkObserver observer : observers) {
            observer.settled();
        }
    }

    @Override
    public void renamed(Container container, String oldName) {
        for (NetworkObserver observer : observers) {
            observer.renamed(container, oldName);
        }
    }

    @Override
    public void ended(String containerId) throws IOException {
        IOException failure = null;
        for (NetworkObserver observer : observers) {
            try {
                observer.ended(containerId);
            } catch (IOException left) {
                if (failure == null) {
                    failure = left;
                } else {
                    failure.addSuppressed(left);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
