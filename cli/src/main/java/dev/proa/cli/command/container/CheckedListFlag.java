package dev.proa.cli.command.container;

import dev.proa.cli.UserEnvironment;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.format.Units;
import java.net.InetAddress;
import java.util.Locale;

/** A flag with many values, each of a form that is checked as it is typed. */
final class CheckedListFlag extends ListFlag {
    /** The forms. */
    enum Form {
        STREAM,
        ENVIRONMENT,
        LABEL,
        LINK,
        ADDRESS,
        DNS_SEARCH,
        EXTRA_HOST,
        SYSCTL,
        ULIMIT,
        DEVICE_RULE,
        WEIGHT,
        BYTE_RATE,
        IO_RATE
    }

    private final Form form;

    CheckedListFlag(String name, char shorthand, String type, Form form, String usage) {
        super(name, shorthand, type, usage);
        this.form = form;
    }

    @Override
    protected String check(String text) {
        return switch (form) {
            case STREAM -> stream(text);
            case ENVIRONMENT -> environment(text);
            case LABEL -> label(text);
            case LINK -> link(text);
            case ADDRESS -> address(text);
            case DNS_SEARCH -> dnsSearch(text);
            case EXTRA_HOST -> extraHost(text);
            case SYSCTL -> sysctl(text);
            case ULIMIT -> Ulimits.check(text);
            case DEVICE_RULE -> deviceRule(text);
            case WEIGHT -> weight(text);
            case BYTE_RATE -> rate(text, true);
            case IO_RATE -> rate(text, false);
        };
    }

    private static String stream(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "stdin", "stdout", "stderr" -> lower;
            default -> throw new IllegalArgumentException("valid streams are STDIN, STDOUT and STDERR");
        };
    }

    /** A name alone takes its value from this process's environment, and stays a name if it has none there. */
    static String environment(String text) {
        int equals = text.indexOf('=');
        if (equals == 0 || text.isEmpty()) {
            throw new IllegalArgumentException("invalid environment variable: " + text);
        }
        if (equals > 0) {
            return text;
        }
        String value = UserEnvironment.value(text);
        return value == null ? text : text + "=" + value;
    }

    private static String label(String text) {
        int equals = text.indexOf('=');
        String key = (equals < 0 ? text : text.substring(0, equals)).stripLeading();
        if (key.isEmpty()) {
            throw new IllegalArgumentException("invalid label '" + text + "': empty name");
        }
        if (key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("label '" + key + "' contains whitespaces");
        }
        return text;
    }

    private static String link(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty string specified for links");
        }
        if (text.indexOf(':') != text.lastIndexOf(':')) {
            throw new IllegalArgumentException("bad format for links: " + text);
        }
        return text;
    }

    private static String address(String text) {
        try {
            return InetAddress.ofLiteral(text.strip()).getHostAddress();
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("IP address is not correctly formatted: " + text);
        }
    }

    private static String dnsSearch(String text) {
        String domain = text.strip();
        if (domain.equals(".")) {
            return domain;
        }
        boolean letter = false;
        boolean valid = !domain.isEmpty() && domain.length() < 256;
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        for (String part : name.split("\\.", -1)) {
            valid &= !part.isEmpty() && !part.startsWith("-") && !part.endsWith("-");
            for (int i = 0; i < part.length(); i++) {
                char c = part.charAt(i);
                boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                letter |= isLetter;
                valid &= isLetter || (c >= '0' && c <= '9') || c == '-';
            }
        }
        if (!valid || !letter) {
            throw new IllegalArgumentException(text + " is not a valid domain");
        }
        return name;
    }

    private static String extraHost(String text) {
        int colon = text.indexOf(':');
        int equals = text.indexOf('=');
        int split = equals > 0 && (colon < 0 || equals < colon) ? equals : colon;
        if (split <= 0) {
            throw new IllegalArgumentException("bad format for add-host: " + quoted(text));
        }
        String host = text.substring(0, split);
        String ip = text.substring(split + 1);
        if (ip.startsWith("[") && ip.endsWith("]")) {
            ip = ip.substring(1, ip.length() - 1);
        }
        // The daemon knows the host's address for this word.
        if (!ip.equals("host-gateway")) {
            try {
                InetAddress.ofLiteral(ip);
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException("invalid IP address in add-host: " + quoted(ip));
            }
        }
        return host + ":" + ip;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String sysctl(String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : text.substring(0, equals);
        boolean known = switch (key) {
            case "kernel.msgmax",
                    "kernel.msgmnb",
                    "kernel.msgmni",
                    "kernel.sem",
                    "kernel.shmall",
                    "kernel.shmmax",
                    "kernel.shmmni",
                    "kernel.shm_rmid_forced" -> true;
            default -> key.startsWith("net.") || key.startsWith("fs.mqueue.");
        };
        if (!known) {
            throw new IllegalArgumentException("sysctl '" + text + "' is not allowed");
        }
        return text;
    }

    /** {@code c 1:3 rwm}: a type, device numbers or stars, and what is allowed. */
    private static String deviceRule(String text) {
        String[] parts = text.split(" ", -1);
        boolean valid = parts.length == 3
                && parts[0].length() == 1
                && "acb".contains(parts[0])
                && numbers(parts[1])
                && !parts[2].isEmpty()
                && parts[2].length() <= 3;
        if (valid) {
            for (int i = 0; i < parts[2].length(); i++) {
                valid &= "rwm".indexOf(parts[2].charAt(i)) >= 0;
            }
        }
        if (!valid) {
            throw new IllegalArgumentException("invalid device cgroup format '" + text + "'");
        }
        return text;
    }

    private static boolean numbers(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && number(text.substring(0, colon)) && number(text.substring(colon + 1));
    }

    private static boolean number(String text) {
        if (text.equals("*")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String device(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("bad format: " + text);
        }
        if (!text.startsWith("/dev/")) {
            throw new IllegalArgumentException("bad format for device path: " + text);
        }
        return text.substring(colon + 1);
    }

    private static String weight(String text) {
        String weight = device(text);
        try {
            int value = Integer.parseInt(weight);
            if (value == 0 || (value >= 10 && value <= 1000)) {
                return text;
            }
        } catch (NumberFormatException _) {
            // Reported below, as a number out of range is.
        }
        throw new IllegalArgumentException("invalid weight for device: " + text);
    }

    private static String rate(String text, boolean bytes) {
        String rate = device(text);
        try {
            long value = bytes ? Units.ramInBytes(rate) : Long.parseLong(rate);
            if (value >= 0) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // Reported below, as a negative number is.
        }
        throw new IllegalArgumentException("invalid rate for device: " + text
                + (bytes
                        ? ". The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer."
                                + " Unit is optional and can be kb, mb, or gb"
                        : ". The correct format is <device-path>:<number>. Number must be a positive integer"));
    }
}
