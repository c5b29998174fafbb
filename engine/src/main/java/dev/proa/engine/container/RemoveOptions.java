package dev.proa.engine.container;

/**
 * @param force kill it first when it runs
 * @param volumes also its anonymous volumes
 */
public record RemoveOptions(boolean force, boolean volumes) {}
