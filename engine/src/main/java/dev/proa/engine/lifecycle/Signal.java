package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.InvalidArgument;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A signal, by the number Linux gives it on amd64 and arm64 (signal(7)).
 *
 * @param number 1 to 64
 */
public record Signal(int number) {
    public static final Signal TERM = new Signal(15);
    public static final Signal KILL = new Signal(9);

    private static final int RTMIN = 34;
    private static final int RTMAX = 64;

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("IOT", 6),
            Map.entry("BUS", 7),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15),
            Map.entry("STKFLT", 16),
            Map.entry("CHLD", 17),
            Map.entry("CLD", 17),
            Map.entry("CONT", 18),
            Map.entry("STOP", 19),
            Map.entry("TSTP", 20),
            Map.entry("TTIN", 21),
            Map.entry("TTOU", 22),
            Map.entry("URG", 23),
            Map.entry("XCPU", 24),
            Map.entry("XFSZ", 25),
            Map.entry("VTALRM", 26),
            Map.entry("PROF", 27),
            Map.entry("WINCH", 28),
            Map.entry("IO", 29),
            Map.entry("POLL", 29),
            Map.entry("PWR", 30),
            Map.entry("SYS", 31));

    /**
     * @param text {@code TERM}, {@code SIGTERM}, {@code 15}, {@code RTMIN+3}; letters of any case
     * @throws InvalidArgument for anything else
     */
    public static Signal parse(String text) {
        return number(text).map(Signal::new).orElseThrow(() -> new InvalidArgument("invalid signal: " + text));
    }

    private static Optional<Integer> number(String text) {
        if (!text.isEmpty() && text.length() < 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(text);
            return number >= 1 && number <= RTMAX ? Optional.of(number) : Optional.empty();
        }
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        if (name.startsWith("RTMIN")) {
            return realTime(name.substring(5), RTMIN, '+');
        }
        if (name.startsWith("RTMAX")) {
            return realTime(name.substring(5), RTMAX, '-');
        }
        return Optional.ofNullable(NAMES.get(name));
    }

    private static Optional<Integer> realTime(String offset, int base, char sign) {
        if (offset.isEmpty()) {
            return Optional.of(base);
        }
        if (offset.charAt(0) != sign || !offset.substring(1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        if (offset.length() < 2 || offset.length() > 3) {
            return Optional.empty();
        }
        int distance = Integer.parseInt(offset.substring(1));
        return distance <= RTMAX - RTMIN
                ? Optional.of(sign == '+' ? base + distance : base - distance)
                : Optional.empty();
    }
}
