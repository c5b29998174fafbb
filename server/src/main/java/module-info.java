/** The Docker Engine API over HTTP, and the daemon's main program. */
module dev.proa.server {
    requires static org.jspecify;
    requires dev.proa.engine;
    requires dev.proa.wire;
    requires info.picocli;
    requires java.logging;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.unixdomain.server;
    requires org.eclipse.jetty.util;
    requires org.eclipse.jetty.websocket.core.common;
    requires org.eclipse.jetty.websocket.core.server;
    requires org.slf4j;
}
