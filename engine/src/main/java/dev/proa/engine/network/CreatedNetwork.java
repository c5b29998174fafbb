package dev.proa.engine.network;

/**
 * A network that was made.
 *
 * @param id 64 hexadecimal digits
 * @param warning for the user, empty: none
 */
public record CreatedNetwork(String id, String warning) {}
