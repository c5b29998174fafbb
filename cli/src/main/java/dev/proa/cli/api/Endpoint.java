package dev.proa.cli.api;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/**
 * Where the daemon listens.
 *
 * @param host as the user gave it, for messages
 * @param path the socket's path
 * @param isDefault whether nobody chose it, so that a daemon may be started for it
 */
public record Endpoint(String host, String path, boolean isDefault) {
    public static final String DEFAULT_HOST = "unix:///run/proa/proa.sock";

    /**
     * From the text of {@code -H}, {@code PROA_HOST} or {@code DOCKER_HOST}; the empty text is the default.
     *
     * @throws IllegalArgumentException if it is not a unix socket
     */
    public static Endpoint of(String host) {
        String chosen = host.isEmpty() ? DEFAULT_HOST : host;
        int scheme = chosen.indexOf("://");
        if (scheme < 0) {
            throw new IllegalArgumentException("unable to parse docker host `" + chosen + "`");
        }
        if (!chosen.startsWith("unix://")) {
            throw new IllegalArgumentException("unsupported host " + chosen + ": only unix:// sockets are supported");
        }
        return new Endpoint(chosen, chosen.substring("unix://".length()), chosen.equals(DEFAULT_HOST));
    }

    /**
     * Makes the JDK load what a unix socket needs, on a thread of its own: that takes as long as reading the command
     * line does, and so the two pass at once.
     */
    public static void prepare() {
        Thread.ofPlatform().name("prepare").daemon().start(() -> {
            try {
                SocketChannel.open(StandardProtocolFamily.UNIX).close();
            } catch (IOException _) {
                // The command meets it again when it connects, and says so.
            }
        });
    }
}
