package dev.proa.server.http;

/** A request answered with an error that is a matter of HTTP or of this API, not of the engine. */
public final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    static HttpFailure pageNotFound() {
        return new HttpFailure(404, "page not found");
    }
}
