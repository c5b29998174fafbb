package dev.proa.runtime.spec;

/**
 * A limit of setrlimit(2).
 *
 * @param type the limit's name with its prefix, for example {@code RLIMIT_NOFILE}
 * @param soft what the process is held to
 * @param hard how far it may raise that itself
 */
public record Rlimit(String type, long soft, long hard) {}
