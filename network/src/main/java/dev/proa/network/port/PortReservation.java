package dev.proa.network.port;

import java.util.ArrayList;
import java.util.List;

/** Ports of the host that are held for one container. Whoever reserved them owns it, and frees them by closing. */
public final class PortReservation implements AutoCloseable {
    private final List<Held> held;

    /** One port, and what holds it. */
    record Held(PortForward forward, Runnable release) {}

    PortReservation(List<Held> held) {
        this.held = List.copyOf(held);
    }

    /** What leads to the container, in the order of the requests. */
    public List<PortForward> forwards() {
        List<PortForward> forwards = new ArrayList<>();
        held.forEach(port -> forwards.add(port.forward()));
        return forwards;
    }

    /** Frees the ports, and ends the connections that are relayed. Closing again does nothing. */
    @Override
    public void close() {
        held.forEach(port -> port.release().run());
    }
}
