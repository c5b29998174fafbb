package dev.proa.linux.file;

/**
 * One name in a directory.
 *
 * @param directory whether it is known to be a directory itself; a symbolic link to one is not
 */
public record DirectoryEntry(FileName name, boolean directory) {}
