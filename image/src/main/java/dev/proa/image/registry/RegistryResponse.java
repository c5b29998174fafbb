package dev.proa.image.registry;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * A registry's answer, whose body comes as it is read. The body fails when nothing comes for as long as the
 * configuration says. Whoever asked closes it; closing it early gives the connection up.
 *
 * @param address who answered in the end, after redirects
 */
public record RegistryResponse(URI address, int status, HttpHeaders headers, InputStream body) implements Closeable {
    /** A header, empty when it is not there. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The length of the body, where it was announced. */
    public Optional<Long> length() {
        var length = headers.firstValueAsLong("Content-Length");
        return length.isPresent() ? Optional.of(length.getAsLong()) : Optional.empty();
    }

    /**
     * The whole of a small body.
     *
     * @throws IOException when it is larger than that
     */
    public byte[] read(int limit) throws IOException {
        byte[] content = body.readNBytes(limit);
        if (content.length == limit && body.read() >= 0) {
            throw new IOException("the registry's answer is larger than " + limit + " bytes");
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
