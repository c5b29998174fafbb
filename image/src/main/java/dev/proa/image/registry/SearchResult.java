package dev.proa.image.registry;

/** A repository that a search found. */
public record SearchResult(String name, String description, long stars, boolean official) {}
