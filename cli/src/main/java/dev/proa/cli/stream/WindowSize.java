package dev.proa.cli.stream;

/** The size of a terminal, in characters. */
public record WindowSize(int rows, int columns) {}
