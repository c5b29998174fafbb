package dev.proa.engine;

/**
 * Where the subnets of networks come from that are given none.
 *
 * @param base {@code 10.10.0.0/16}
 * @param size the length of the prefix of each subnet that is taken out of it
 */
public record SubnetPool(String base, int size) {}
