package dev.proa.engine.container;

import java.util.List;

/**
 * @param id 64 hexadecimal digits
 * @param warnings what the user asked for and will not get to the full
 */
public record CreatedContainer(String id, List<String> warnings) {}
