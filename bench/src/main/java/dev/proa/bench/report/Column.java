package dev.proa.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * A column of the table.
 *
 * @param title its head
 * @param reference the title of the column whose median its own is divided by; null for none
 */
public record Column(String title, @Nullable String reference) {}
