package dev.proa.image;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a program was built for, in Go's names.
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code amd64} or {@code arm64}
 * @param variant for example {@code v7} of {@code arm}; empty where there is none to tell
 */
public record Platform(String os, String architecture, String variant) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

    /** The platform of this process's machine. */
    public static Platform host() {
        String arch = System.getProperty("os.arch", "");
        return normalize("linux", arch, "");
    }

    /**
     * Reads {@code os}, {@code architecture}, {@code os/architecture} or {@code os/architecture/variant}; what is
     * missing is the host's. Other usual names of architectures are understood, such as {@code x86_64}.
     *
     * @throws IllegalArgumentException if it is none of these, in containerd's words
     */
    public static Platform parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("\"" + part
                        + "\" is an invalid component of \"" + text
                        + "\": platform specifier component must match \"^[A-Za-z0-9_.-]+$\": invalid argument");
            }
        }
        Platform host = host();
        return switch (parts.size()) {
            case 1 ->
                isKnownOs(parts.getFirst())
                        ? normalize(parts.getFirst(), host.architecture, host.variant)
                        : normalize(host.os, parts.getFirst(), "");
            case 2 -> normalize(parts.get(0), parts.get(1), "");
            case 3 -> normalize(parts.get(0), parts.get(1), parts.get(2));
            default ->
                throw new IllegalArgumentException(
                        "\"" + text + "\": cannot parse platform specifier: invalid argument");
        };
    }

    private static boolean isKnownOs(String text) {
        return List.of("linux", "windows", "darwin", "freebsd").contains(text.toLowerCase(Locale.ROOT));
    }

    // containerd/platforms, database.go
    private static Platform normalize(String os, String architecture, String variant) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        String var = variant.toLowerCase(Locale.ROOT);
        switch (arch) {
            case "x86_64", "x86-64", "amd64" -> {
                arch = "amd64";
                var = var.equals("v1") ? "" : var;
            }
            case "i386", "i486", "i586", "i686", "x86" -> {
                arch = "386";
                var = "";
            }
            case "aarch64", "arm64" -> {
                arch = "arm64";
                var = var.equals("8") || var.equals("v8") ? "" : var;
            }
            case "armhf" -> {
                arch = "arm";
                var = "v7";
            }
            case "armel" -> {
                arch = "arm";
                var = "v6";
            }
            case "arm" -> {
                var = var.isEmpty() || var.equals("7") ? "v7" : var;
                var = var.length() == 1 ? "v" + var : var;
            }
            default -> {}
        }
        return new Platform(os.toLowerCase(Locale.ROOT), arch, var);
    }

    /** The same platform in the names this class uses for equality, for example {@code arm64} for {@code arm64/v8}. */
    public Platform normalized() {
        return normalize(os, architecture, variant);
    }

    /**
     * How well something built for another platform runs here: higher is better, negative not at all.
     *
     * <p>An ARM machine runs what was built for lower variants; an arm64 machine 32-bit programs only if nothing
     * better is offered; an unnamed variant counts as the base one.
     */
    public int suitability(Platform offered) {
        Platform mine = normalized();
        Platform other = offered.normalized();
        if (!mine.os.equals(other.os)) {
            return -1;
        }
        if (mine.architecture.equals(other.architecture)) {
            int have = level(mine);
            int need = level(other);
            return need > have ? -1 : 100 + need;
        }
        if (mine.architecture.equals("arm64") && other.architecture.equals("arm")) {
            return level(other);
        }
        if (mine.architecture.equals("amd64") && other.architecture.equals("386")) {
            return 0;
        }
        return -1;
    }

    private static int level(Platform platform) {
        String v = platform.variant;
        int base = platform.architecture.equals("amd64") ? 1 : platform.architecture.equals("arm64") ? 8 : 0;
        if (v.length() < 2 || v.charAt(0) != 'v' || !Character.isDigit(v.charAt(1))) {
            return base;
        }
        return v.charAt(1) - '0';
    }

    /** For example {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
