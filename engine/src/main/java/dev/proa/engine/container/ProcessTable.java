package dev.proa.engine.container;

import java.util.List;

/** What {@code top} shows. */
public record ProcessTable(List<String> titles, List<List<String>> processes) {}
