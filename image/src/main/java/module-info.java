/** Images as data: references, OCI and Docker image models, the content store and image archives. */
module dev.proa.image {
    requires static org.jspecify;
    requires com.github.luben.zstd_jni;
    requires io.avaje.json;
    requires org.apache.commons.compress;
    requires transitive java.net.http;

    exports dev.proa.image;
    exports dev.proa.image.archive;
    exports dev.proa.image.content;
    exports dev.proa.image.pull;
    exports dev.proa.image.registry;
}
