/** A container as a process: OCI specification, conmon, the OCI runtime, stdio, log files and exec. */
module dev.proa.runtime {
    requires static org.jspecify;
    requires transitive dev.proa.linux;
    requires io.avaje.json;

    exports dev.proa.runtime;
    exports dev.proa.runtime.log;
    exports dev.proa.runtime.spec;
    exports dev.proa.runtime.top;
}
