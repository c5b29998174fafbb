package dev.proa.network.port;

import java.net.InetAddress;

/**
 * A port of the host that leads to a container.
 *
 * @param hostAddress an address of the host, or the wildcard address of a version
 * @param address the container's
 */
public record PortForward(Protocol protocol, InetAddress hostAddress, int hostPort, InetAddress address, int port) {
    /** Whether it is at all addresses of the host. */
    public boolean everywhere() {
        return hostAddress.isAnyLocalAddress();
    }

    /** Whether the host's side is of version 6. */
    public boolean isVersion6() {
        return hostAddress.getAddress().length == 16;
    }

    /** Whether the kernel can translate it; from one version of IP to the other only a relay can. */
    public boolean translatable() {
        return hostAddress.getAddress().length == address.getAddress().length;
    }

    /** The form {@code 0.0.0.0:8080}. */
    public String hostSide() {
        return side(hostAddress, hostPort);
    }

    /** The form {@code 0.0.0.0:8080:172.17.0.2:80/tcp}. */
    @Override
    public String toString() {
        return hostSide() + ":" + side(address, port) + "/" + protocol;
    }

    private static String side(InetAddress address, int port) {
        String text = text(address);
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port;
    }

    /** An address as users write it: {@code ::} rather than all its zeros. */
    public static String text(InetAddress address) {
        return address.getAddress().length == 4 ? address.getHostAddress() : Version6Text.of(address.getAddress());
    }
}
