package dev.proa.engine.event;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened.
 *
 * @param type {@code container}, {@code image}, {@code network}, {@code volume}, {@code daemon}
 * @param action Docker's word, for example {@code start}, or {@code exec_create: sh}
 * @param actorId id of what it happened to; for images the name or id
 * @param attributes in alphabetical order
 */
public record Event(String type, String action, String actorId, Map<String, String> attributes, Instant time) {}
