package dev.proa.network.dns;

/** What a message turned out to be. */
sealed interface Parsed {
    /** A question to be answered. */
    record Question(Query query) implements Parsed {}

    /** Something else by somebody who waits for an answer: this is the whole of it. */
    final class Rejected implements Parsed {
        private final byte[] reply;

        Rejected(byte[] reply) {
            this.reply = reply;
        }

        byte[] reply() {
            return reply;
        }
    }

    /** Not worth an answer: too short to have an id, or an answer itself. */
    record Ignored() implements Parsed {}
}
