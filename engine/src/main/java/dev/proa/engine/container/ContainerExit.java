package dev.proa.engine.container;

/**
 * @param exitCode of the run that ended, 128 plus the signal's number for one ended by a signal
 * @param error why the container could not be removed or started, empty when all went well
 */
public record ContainerExit(int exitCode, String error) {}
