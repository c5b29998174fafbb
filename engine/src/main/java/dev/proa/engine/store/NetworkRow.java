package dev.proa.engine.store;

import java.time.Instant;

/**
 * A network that a user made, as the database keeps it.
 *
 * @param spec JSON of what it is
 * @param foreign whether its interface was there before, and stays when it goes
 */
public record NetworkRow(String id, String name, Instant created, String spec, boolean foreign) {}
