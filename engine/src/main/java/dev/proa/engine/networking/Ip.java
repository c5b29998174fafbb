package dev.proa.engine.networking;

import dev.proa.network.address.AddressText;
import java.net.InetAddress;

/** Addresses as people write them. */
final class Ip {
    private Ip() {}

    static String text(InetAddress address) {
        return AddressText.of(address);
    }
}
