package dev.proa.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that makes containers by the OCI runtime's command line: crun, runc or another one.
 *
 * @param name what users call it
 * @param executable where it is, an absolute path
 * @param arguments given to it before the command
 */
public record OciRuntime(String name, Path executable, List<String> arguments) {
    public OciRuntime {
        if (!executable.isAbsolute()) {
            throw new IllegalArgumentException("the path of OCI runtime " + name + " is not absolute: " + executable);
        }
        // The name becomes a directory below the run directory.
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
            throw new IllegalArgumentException("invalid name of an OCI runtime: " + name);
        }
        arguments = List.copyOf(arguments);
    }

    /** A runtime that needs no arguments of its own. */
    public OciRuntime(String name, Path executable) {
        this(name, executable, List.of());
    }
}
