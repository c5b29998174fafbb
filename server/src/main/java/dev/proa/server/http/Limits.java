package dev.proa.server.http;

/** How much of a request is read into memory. */
final class Limits {
    /** A body of JSON. The largest that clients send are seccomp profiles within a create: some tens of KiB. */
    static final int JSON_BODY = 4 << 20;

    /** The request line and all headers together. docker login's credentials and build's secrets travel there. */
    static final int REQUEST_HEADERS = 64 << 10;

    private Limits() {}
}
