package dev.proa.network.dns;

/** Numbers of record types (RFC 1035 3.2.2, RFC 3596, RFC 6891). */
final class RecordType {
    static final int A = 1;
    static final int PTR = 12;
    static final int AAAA = 28;
    static final int OPT = 41;

    private RecordType() {}
}
