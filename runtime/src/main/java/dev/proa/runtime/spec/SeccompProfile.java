package dev.proa.runtime.spec;

import dev.proa.linux.capability.Capability;
import dev.proa.runtime.internal.Json;
import io.avaje.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A seccomp profile in the format that Docker and containers-common share: rules that depend on architecture, kernel
 * and capabilities. From it comes the filter of one container.
 *
 * <p>Immutable but for a cache; safe for use by any thread.
 */
public final class SeccompProfile {
    private static final int CACHE_LIMIT = 64;

    private final Map<String, Object> profile;
    private final Host host;
    private final Map<Set<Capability>, Seccomp> translated = new ConcurrentHashMap<>();

    private SeccompProfile(Map<String, Object> profile, Host host) {
        this.profile = profile;
        this.host = host;
    }

    /**
     * What rules may depend on.
     *
     * @param architecture the machine, as Go names it: {@code amd64}, {@code arm64}
     * @param kernelMajor the kernel's version before the first dot
     * @param kernelMinor the kernel's version after the first dot
     */
    public record Host(String architecture, int kernelMajor, int kernelMinor) {
        /** This machine. */
        public static Host current() throws IOException {
            String architecture = switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> "amd64";
                case "aarch64" -> "arm64";
                case String other -> other;
            };
            String release =
                    Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
            int[] version = version(release);
            return new Host(architecture, version[0], version[1]);
        }

        private boolean isAtLeast(String version) {
            int[] wanted = version(version);
            return kernelMajor > wanted[0] || (kernelMajor == wanted[0] && kernelMinor >= wanted[1]);
        }

        private static int[] version(String text) {
            String[] parts = text.split("[.-]", 3);
            try {
                return new int[] {Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0};
            } catch (NumberFormatException malformed) {
                throw new IllegalArgumentException("not a kernel version: " + text, malformed);
            }
        }

        private String seccompArchitecture() {
            return switch (architecture) {
                case "amd64" -> "SCMP_ARCH_X86_64";
                case "arm64" -> "SCMP_ARCH_AARCH64";
                case "riscv64" -> "SCMP_ARCH_RISCV64";
                case "ppc64le" -> "SCMP_ARCH_PPC64LE";
                case "s390x" -> "SCMP_ARCH_S390X";
                default -> throw new IllegalArgumentException("no seccomp architecture for " + architecture);
            };
        }
    }

    /**
     * Reads a profile's text and tries it once, so that a bad one is refused before any container is made.
     *
     * @throws IllegalArgumentException when it is not JSON or not a profile; the message names the place
     */
    public static SeccompProfile parse(String text, Host host) {
        Map<String, Object> profile;
        try {
            profile = Json.object(text);
            SeccompProfile result = new SeccompProfile(profile, host);
            result.forCapabilities(Set.of());
            return result;
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("Decoding seccomp profile failed: " + malformed.getMessage(), malformed);
        }
    }

    /** Reads containers-common's profile from a file, and makes it as strict as Docker's default. */
    public static SeccompProfile load(Path file, Host host) throws IOException {
        try {
            String text = Files.readString(file);
            parse(text, host); // tells what is wrong with it
            return new SeccompProfile(DockerSeccomp.tighten(Json.object(text)), host);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("bad seccomp profile " + file + ": " + malformed.getMessage(), malformed);
        }
    }

    /** The filter for a container that has these capabilities. */
    public Seccomp forCapabilities(Set<Capability> capabilities) {
        Seccomp known = translated.get(capabilities);
        if (known != null) {
            return known;
        }
        Seccomp made =
                new Seccomp(new String(Json.bytes(json -> translate(json, capabilities)), StandardCharsets.UTF_8));
        if (translated.size() < CACHE_LIMIT) {
            translated.put(Set.copyOf(capabilities), made);
        }
        return made;
    }

    private void translate(JsonWriter json, Set<Capability> capabilities) {
        json.beginObject();
        Json.text(json, "defaultAction", action(profile, "defaultAction"));
        optionalNumber(json, "defaultErrnoRet", profile.get("defaultErrnoRet"));
        Json.strings(json, "architectures", architectures());
        List<String> flags = strings(profile, "flags");
        if (!flags.isEmpty()) {
            Json.strings(json, "flags", flags);
        }
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object entry : list(profile.get("syscalls"), "syscalls")) {
            Map<?, ?> rule = map(entry, "syscalls");
            if (applies(rule, capabilities)) {
                rules.add(rule);
            }
        }
        Json.objects(json, "syscalls", rules, rule -> {
            Json.strings(json, "names", names(rule));
            Json.text(json, "action", action(rule, "action"));
            optionalNumber(json, "errnoRet", rule.get("errnoRet"));
            arguments(json, rule);
        });
        json.endObject();
    }

    private static List<String> names(Map<?, ?> rule) {
        List<String> names = new ArrayList<>(strings(rule, "names"));
        if (rule.get("name") instanceof String single && !single.isEmpty()) { // the oldest form of a rule
            if (!names.isEmpty()) {
                throw new IllegalArgumentException(
                        "use either 'name' or 'names' in a syscall rule, not both: " + single);
            }
            names.add(single);
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a syscall rule without names");
        }
        return names;
    }

    private static void arguments(JsonWriter json, Map<?, ?> rule) {
        List<?> arguments = list(rule.get("args"), "args");
        if (arguments.isEmpty()) {
            return;
        }
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object argument : arguments) {
            maps.add(map(argument, "args"));
        }
        Json.objects(json, "args", maps, argument -> {
            Json.number(json, "index", number(argument.get("index"), "index"));
            Json.number(json, "value", number(argument.get("value"), "value"));
            Json.number(json, "valueTwo", number(argument.get("valueTwo"), "valueTwo"));
            Json.text(json, "op", text(argument, "op"));
        });
    }

    private List<String> architectures() {
        List<String> explicit = strings(profile, "architectures");
        if (!explicit.isEmpty()) {
            return explicit;
        }
        String own = host.seccompArchitecture();
        for (Object entry : list(profile.get("archMap"), "archMap")) {
            Map<?, ?> mapping = map(entry, "archMap");
            if (own.equals(mapping.get("architecture"))) {
                List<String> all = new ArrayList<>();
                all.add(own);
                all.addAll(strings(mapping, "subArchitectures"));
                return all;
            }
        }
        return List.of();
    }

    private boolean applies(Map<?, ?> rule, Set<Capability> capabilities) {
        Map<?, ?> includes = filter(rule, "includes");
        Map<?, ?> excludes = filter(rule, "excludes");
        List<String> onlyOn = strings(includes, "arches");
        if (!onlyOn.isEmpty() && !onlyOn.contains(host.architecture())) {
            return false;
        }
        if (strings(excludes, "arches").contains(host.architecture())) {
            return false;
        }
        if (includes.get("minKernel") instanceof String version && !host.isAtLeast(version)) {
            return false;
        }
        if (excludes.get("minKernel") instanceof String version && host.isAtLeast(version)) {
            return false;
        }
        return strings(includes, "caps").stream().allMatch(name -> has(capabilities, name))
                && strings(excludes, "caps").stream().noneMatch(name -> has(capabilities, name));
    }

    private static boolean has(Set<Capability> capabilities, String name) {
        return Capability.named(name).filter(capabilities::contains).isPresent();
    }

    private static Map<?, ?> filter(Map<?, ?> rule, String name) {
        Object value = rule.get(name);
        return value == null ? Map.of() : map(value, name);
    }

    private static String action(Map<?, ?> object, String name) {
        String action = text(object, name);
        if (!action.startsWith("SCMP_ACT_")) {
            throw new IllegalArgumentException(name + " is not an action: " + action);
        }
        return action;
    }

    private static String text(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing or no text");
    }

    private static List<String> strings(Map<?, ?> object, String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(object.get(name), name)) {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(name + " holds something that is no text: " + value);
            }
            texts.add(text);
        }
        return texts;
    }

    private static List<?> list(@Nullable Object value, String name) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(name + " is no list");
    }

    private static Map<?, ?> map(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(name + " holds something that is no object");
    }

    private static long number(@Nullable Object value, String name) {
        return switch (value) {
            case null -> 0;
            case Number number -> number.longValue();
            default -> throw new IllegalArgumentException(name + " is no number");
        };
    }

    private static void optionalNumber(JsonWriter json, String name, @Nullable Object value) {
        if (value != null) {
            Json.number(json, name, number(value, name));
        }
    }
}
