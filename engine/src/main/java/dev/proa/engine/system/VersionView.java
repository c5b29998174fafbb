package dev.proa.engine.system;

import java.time.Instant;
import java.util.Map;

/**
 * @param commit of the source, empty when not known
 * @param components name to version of the programs the engine drives: conmon, crun
 */
public record VersionView(
        String version,
        String commit,
        Instant built,
        String javaVersion,
        String os,
        String architecture,
        String kernelVersion,
        Map<String, String> components) {}
