package dev.proa.engine.container;

import org.jspecify.annotations.Nullable;

/**
 * @param logs first what was written before
 * @param stream then what is written from now on
 * @param stdin, stdout, stderr which streams
 * @param detachKeys as in {@code ctrl-p,ctrl-q}, null: those
 */
public record AttachOptions(
        boolean logs,
        boolean stream,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        @Nullable String detachKeys) {}
