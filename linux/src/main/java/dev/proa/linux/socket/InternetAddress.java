package dev.proa.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteOrder;

/** {@code struct sockaddr_in} and {@code sockaddr_in6} (ip(7), ipv6(7)). */
final class InternetAddress {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private static final int SIZE = 16;
    private static final int SIZE_6 = 28;
    private static final int ADDRESS_OFFSET = 4;
    private static final int ADDRESS_OFFSET_6 = 8;
    private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    private InternetAddress() {}

    static int family(InetAddress address) {
        return address.getAddress().length == 4 ? AF_INET : AF_INET6;
    }

    static MemorySegment of(InetAddress address, int port, Arena arena) {
        byte[] bytes = address.getAddress();
        boolean version4 = bytes.length == 4;
        MemorySegment result = arena.allocate(version4 ? SIZE : SIZE_6, 4);
        result.set(ValueLayout.JAVA_SHORT, 0, (short) family(address));
        result.set(PORT, 2, (short) port);
        MemorySegment.copy(
                bytes, 0, result, ValueLayout.JAVA_BYTE, version4 ? ADDRESS_OFFSET : ADDRESS_OFFSET_6, bytes.length);
        return result;
    }
}
