package dev.proa.engine.network;

import io.avaje.jsonb.Json;
import java.util.Map;

/**
 * A subnet of a network.
 *
 * @param subnet {@code 172.20.0.0/16}; empty in a request: the engine chooses one
 * @param gateway {@code 172.20.0.1}, empty: none, in a request the first address that is free for it
 * @param range the part of the subnet whose addresses are given to containers that ask for none, empty: all of it
 * @param auxiliary name to address that no container is given
 * @param chosen whether the engine chose the subnet; then nobody can ask for an address of it
 */
@Json
public record NetworkSubnet(
        String subnet, String gateway, String range, Map<String, String> auxiliary, boolean chosen) {}
