package dev.proa.engine.container;

import io.avaje.jsonb.Json;

/**
 * A port of a running container that can be reached on the host.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param address the container's that it leads to
 * @param hostIp {@code 0.0.0.0} and {@code ::} stand for all addresses of a version
 */
@Json
public record PublishedPort(String protocol, int containerPort, String address, String hostIp, int hostPort) {
    /** As {@code 80/tcp}. */
    public String name() {
        return containerPort + "/" + protocol;
    }
}
