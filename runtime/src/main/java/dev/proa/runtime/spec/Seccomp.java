package dev.proa.runtime.spec;

/**
 * A system call filter in the form of the OCI runtime specification; made by {@link SeccompProfile}.
 *
 * @param json the value of {@code linux.seccomp}
 */
public record Seccomp(String json) {}
