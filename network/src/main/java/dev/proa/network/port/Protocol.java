package dev.proa.network.port;

import dev.proa.linux.socket.PortSocket;
import java.util.Locale;
import java.util.Optional;

/** A protocol that has ports. */
public enum Protocol {
    TCP(PortSocket.Kind.TCP),
    UDP(PortSocket.Kind.UDP),
    SCTP(PortSocket.Kind.SCTP);

    private final PortSocket.Kind socket;

    Protocol(PortSocket.Kind socket) {
        this.socket = socket;
    }

    PortSocket.Kind socket() {
        return socket;
    }

    /** The protocol of a name in either case; empty when there is none. */
    public static Optional<Protocol> of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "tcp" -> Optional.of(TCP);
            case "udp" -> Optional.of(UDP);
            case "sctp" -> Optional.of(SCTP);
            default -> Optional.empty();
        };
    }

    /** As in {@code 80/tcp}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
