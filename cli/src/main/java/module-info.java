/** The {@code proa} command: a client of the Docker Engine API. */
module dev.proa.cli {
    requires static org.jspecify;
    requires dev.proa.wire;
    requires info.picocli;
    requires io.avaje.json;
    requires org.apache.commons.compress;
    requires org.apache.httpcomponents.core5.httpcore5;
    // Signal handlers; nothing else in the JDK has them.
    requires jdk.unsupported;
}
