package dev.proa.cli.json;

/** JSON's null inside a tree. */
public enum JsonNull {
    NULL
}
