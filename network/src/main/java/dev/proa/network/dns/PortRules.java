package dev.proa.network.dns;

import dev.proa.linux.nftables.Nftables;
import dev.proa.linux.nftables.NftablesException;
import java.io.IOException;

/**
 * The rules in a container's own namespace that lead port 53 of the name server's address to where it listens, and its
 * answers back. They change nothing but the port in each packet: no connection tracking, which would cost all other
 * traffic of the container something, and nothing that has to be written again when the next engine listens there.
 */
final class PortRules {
    private static final String EXISTS = "File exists";

    private PortRules() {}

    /** Writes them in the namespace of this thread, unless they are there since an earlier engine. */
    static void apply(int port) throws IOException {
        try (Nftables nftables = Nftables.open()) {
            nftables.run("""
                    create table ip proa-dns
                    add chain ip proa-dns output { type filter hook output priority raw; }
                    add rule ip proa-dns output ip daddr %1$s udp dport 53 udp dport set %2$d
                    add rule ip proa-dns output ip saddr %1$s udp sport %2$d udp sport set 53
                    add rule ip proa-dns output ip daddr %1$s tcp dport 53 tcp dport set %2$d
                    add rule ip proa-dns output ip saddr %1$s tcp sport %2$d tcp sport set 53
                    """.formatted(Resolver.ADDRESS, port));
        } catch (NftablesException refused) {
            if (!String.valueOf(refused.getMessage()).contains(EXISTS)) {
                throw refused;
            }
        }
    }
}
