package dev.proa.engine.host;

import dev.proa.engine.failure.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the kernel and the distribution say of themselves, read anew at each call since names and sizes may change.
 *
 * @param root {@code /}, or a copy of the few files for a test
 */
record HostFacts(Path root) {
    String hostname() {
        return line("proc/sys/kernel/hostname");
    }

    String kernelVersion() {
        return line("proc/sys/kernel/osrelease");
    }

    /** The distribution's name for people, {@code Debian GNU/Linux 12 (bookworm)}. */
    String operatingSystem() {
        return osRelease().getOrDefault("PRETTY_NAME", "Linux");
    }

    /** The distribution's version, {@code 12}; empty for one that rolls. */
    String osVersion() {
        return osRelease().getOrDefault("VERSION_ID", "");
    }

    /** Bytes. */
    long memory() {
        for (String line : text("proc/meminfo").lines().toList()) {
            if (line.startsWith("MemTotal:")) {
                String kibibytes =
                        line.substring("MemTotal:".length()).replace("kB", "").strip();
                return Long.parseLong(kibibytes) * 1024;
            }
        }
        return 0;
    }

    boolean forwardsIpv4() {
        return line("proc/sys/net/ipv4/ip_forward").equals("1");
    }

    /** The machine as uname(1) names it, {@code x86_64}. */
    String machine() {
        String arch = javaArchitecture();
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    /** The machine as image platforms name it, {@code amd64}. */
    String architecture() {
        String arch = javaArchitecture();
        return arch.equals("aarch64") ? "arm64" : arch;
    }

    private static String javaArchitecture() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    }

    /** os-release(5): shell-like assignments; /etc comes before /usr/lib. */
    private Map<String, String> osRelease() {
        String text = text("etc/os-release");
        if (text.isEmpty()) {
            text = text("usr/lib/os-release");
        }
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        String inner = quoted ? value.substring(1, value.length() - 1) : value;
        return inner.replaceAll("\\\\(.)", "$1");
    }

    private String line(String path) {
        return text(path).strip();
    }

    /** Empty when there is no such file: containers and odd kernels lack some. */
    private String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (NoSuchFileException absent) {
            return "";
        } catch (IOException failure) {
            throw new Internal("read /" + path + ": " + failure.getMessage(), failure);
        }
    }
}
