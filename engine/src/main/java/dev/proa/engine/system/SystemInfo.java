package dev.proa.engine.system;

/** The engine as a whole. */
public interface SystemInfo {
    HostView host();

    VersionView version();

    DiskUsage diskUsage();
}
