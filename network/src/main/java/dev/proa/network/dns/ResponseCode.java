package dev.proa.network.dns;

/** How an answer turned out (RFC 1035 4.1.1). */
enum ResponseCode {
    SUCCESS(0),
    FORMAT_ERROR(1),
    SERVER_FAILURE(2),
    NAME_ERROR(3),
    NOT_IMPLEMENTED(4),
    REFUSED(5);

    private final int number;

    ResponseCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
