package dev.proa.runtime;

import dev.proa.linux.process.ProcessIdentity;

/**
 * What has to be written down to find a running container again after this process has ended.
 *
 * @param id the container's id
 * @param runtime the name of its OCI runtime
 * @param stdio how its standard streams are connected
 * @param monitor its conmon
 * @param process its first process
 */
public record SavedContainer(
        String id, String runtime, Stdio stdio, ProcessIdentity monitor, ProcessIdentity process) {}
