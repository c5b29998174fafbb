package dev.proa.network.address;

import java.net.InetAddress;

/**
 * An address that belongs to a container.
 *
 * @param networkId the network it is an address of; with the address it names the lease
 * @param containerId who has it
 */
public record Lease(String networkId, InetAddress address, String containerId) {}
