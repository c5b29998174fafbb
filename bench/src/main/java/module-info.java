/** Measurements of Proa beside dockerd, podman and the bare OCI runtime. */
module dev.proa.bench {
    requires static org.jspecify;
}
