/** File systems of images and containers: unpacked layers and overlay mounts. */
module dev.proa.snapshot {
    requires static org.jspecify;
    requires transitive dev.proa.image;
    requires transitive dev.proa.linux;
    requires org.apache.commons.compress;

    exports dev.proa.snapshot;
}
