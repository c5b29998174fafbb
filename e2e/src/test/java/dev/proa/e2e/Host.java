package dev.proa.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at the machine from outside the engine: mounts, processes, interfaces, nftables, cgroups. */
final class Host {

    private static final Pattern BRIDGES = Pattern.compile("set bridges \\{[^}]*elements = \\{([^}]*)}");

    private Host() {}

    static List<String> mountsBelow(Path dir) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> List.of(line.split(" ", -1)).get(4))
                .filter(target -> target.startsWith(dir + "/"))
                .toList();
    }

    /** Each process with the folder in an argument, as {@code pid command line}. */
    static List<String> processesMentioning(Path dir) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.toList()) {
                String pid = entry.getFileName().toString();
                if (!pid.chars().allMatch(Character::isDigit)
                        || pid.equals(Long.toString(ProcessHandle.current().pid()))) {
                    continue;
                }
                try {
                    String command = Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ');
                    if (command.contains(dir.toString())) {
                        found.add(pid + " " + command);
                    }
                } catch (IOException gone) {
                    // The process ended between listing and reading.
                }
            }
        }
        return found;
    }

    /** The containers' cgroups of any Proa on this machine in which no process is. */
    static Set<Path> emptyCgroups() throws IOException {
        Set<Path> empty = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            if (!line.contains(" - cgroup")) {
                continue;
            }
            Path parent = Path.of(List.of(line.split(" ", -1)).get(4), "proa");
            if (!Files.isDirectory(parent)) {
                continue;
            }
            try (DirectoryStream<Path> cgroups = Files.newDirectoryStream(parent, Files::isDirectory)) {
                for (Path cgroup : cgroups) {
                    if (isEmpty(cgroup)) {
                        empty.add(cgroup);
                    }
                }
            }
        }
        return empty;
    }

    /** Whether the control group of a process is frozen. */
    static boolean isFrozen(int pid) throws IOException {
        String v2 = "";
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts[1].equals("freezer")) {
                return Files.readString(Path.of("/sys/fs/cgroup/freezer" + parts[2] + "/freezer.state"))
                        .strip()
                        .equals("FROZEN");
            }
            if (parts[1].isEmpty()) {
                v2 = parts[2];
            }
        }
        return Files.readAllLines(Path.of("/sys/fs/cgroup" + v2 + "/cgroup.events"))
                .contains("frozen 1");
    }

    private static boolean isEmpty(Path cgroup) {
        try (Stream<Path> files = Files.walk(cgroup)) {
            for (Path file : files.filter(f -> f.endsWith("cgroup.procs")).toList()) {
                if (!Files.readString(file).isBlank()) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    static boolean hasInterface(String name) {
        return Files.exists(Path.of("/sys/class/net", name));
    }

    /** The interfaces that are ports of a bridge. */
    static List<String> portsOf(String bridge) throws IOException {
        Path ports = Path.of("/sys/class/net", bridge, "brif");
        if (!Files.exists(ports)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(ports)) {
            return entries.map(p -> p.getFileName().toString()).toList();
        }
    }

    /** The IPv4 addresses of a process's network namespace, loopback apart. */
    static Set<String> addressesOf(int pid) throws IOException {
        Set<String> addresses = new TreeSet<>();
        String last = "";
        // Each address stands above the line that says whose it is.
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/fib_trie"))) {
            if (line.contains("|-- ")) {
                last = line.substring(line.indexOf("|-- ") + 4).strip();
            } else if (line.contains("/32 host LOCAL") && !last.startsWith("127.")) {
                addresses.add(last);
            }
        }
        return addresses;
    }

    static void addBridge(String name) {
        exec("ip", "link", "add", name, "type", "bridge");
        int third = ThreadLocalRandom.current().nextInt(1, 255);
        exec("ip", "addr", "add", "10.213." + third + ".1/24", "dev", name);
        exec("ip", "link", "set", name, "up");
    }

    static void removeInterface(String name) {
        if (hasInterface(name)) {
            exec("ip", "link", "del", name);
        }
    }

    static void unmount(String target) {
        exec("umount", "-l", target);
    }

    static String exec(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException(Arrays.toString(command) + " ended with " + exit + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + Arrays.toString(command), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All tables of the host's nftables with their contents, one string each. */
    static List<String> nftTables() {
        return Stream.of(nft("list ruleset").split("(?m)^(?=table )"))
                .filter(t -> !t.isBlank())
                .toList();
    }

    /** The bridges that a table of Proa's knows; none if there is no such table. */
    static Set<String> bridgesIn(String table) {
        Set<String> bridges = new TreeSet<>();
        for (String text : nftTables()) {
            Matcher set = BRIDGES.matcher(text);
            if (text.startsWith("table inet " + table + " ") && set.find()) {
                Stream.of(set.group(1).split(","))
                        .map(name -> name.strip().replace("\"", ""))
                        .forEach(bridges::add);
            }
        }
        return bridges;
    }

    /** Removes a table of the family inet if it is there. */
    static void removeTable(String table) {
        nft("add table inet " + table + "\ndelete table inet " + table);
    }

    /** What nftables print for some commands; libnftables is there where {@code nft} is not. */
    @SuppressWarnings("restricted") // loading a library is what this is for
    private static String nft(String commands) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup("libnftables.so.1", arena);
            Linker linker = Linker.nativeLinker();
            var newContext = linker.downcallHandle(
                    library.findOrThrow("nft_ctx_new"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            var buffer = linker.downcallHandle(
                    library.findOrThrow("nft_ctx_buffer_output"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            var run = linker.downcallHandle(
                    library.findOrThrow("nft_run_cmd_from_buffer"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            var output = linker.downcallHandle(
                    library.findOrThrow("nft_ctx_get_output_buffer"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            var free = linker.downcallHandle(
                    library.findOrThrow("nft_ctx_free"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
            MemorySegment context = (MemorySegment) newContext.invokeExact(0);
            try {
                int ignored = (int) buffer.invokeExact(context);
                int status = (int) run.invokeExact(context, arena.allocateFrom(commands));
                if (ignored != 0 || status != 0) {
                    throw new IllegalStateException("nft " + commands + " failed with " + status);
                }
                return ((MemorySegment) output.invokeExact(context))
                        .reinterpret(Long.MAX_VALUE)
                        .getString(0);
            } finally {
                free.invokeExact(context);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
