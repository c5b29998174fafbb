package dev.proa.server.container;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.Exchange;

/** The size of a terminal, as {@code h} and {@code w} say it. */
record WindowSize(int rows, int columns) {
    static WindowSize of(Exchange exchange) {
        return new WindowSize(number(exchange, "h", "height"), number(exchange, "w", "width"));
    }

    private static int number(Exchange exchange, String parameter, String what) {
        String given = exchange.query().text(parameter);
        try {
            // struct winsize holds 16 bits of each: ioctl_tty(2).
            int number = Integer.parseInt(given);
            if (number >= 0 && number <= 0xffff) {
                return number;
            }
            throw new InvalidArgument("invalid resize " + what + " \"" + given + "\": value out of range");
        } catch (NumberFormatException malformed) {
            throw new InvalidArgument("invalid resize " + what + " \"" + given + "\": invalid syntax");
        }
    }
}
