package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A command line client, pointed at one daemon. The same scenario runs by the docker command ({@code proa.e2e.docker},
 * by default the one on the PATH; 20.10 or newer) and by proa.
 */
final class Cli {

    enum Command {
        DOCKER,
        PROA
    }

    private final Daemon daemon;
    private final Command command;
    private final Map<String, String> environment;

    Cli(Daemon daemon, Command command) {
        this(daemon, command, Map.of());
    }

    private Cli(Daemon daemon, Command command, Map<String, String> environment) {
        this.daemon = daemon;
        this.command = command;
        this.environment = environment;
    }

    /** The same command with variables of its own, for example another {@code DOCKER_CONFIG}. */
    Cli with(Map<String, String> variables) {
        return new Cli(daemon, command, variables);
    }

    /**
     * The clients for the shared daemon: with Proa both, with dockerd as the oracle only docker's own. The system
     * property {@code proa.e2e.cli} can name one of them.
     */
    static Stream<Cli> all() {
        Daemon daemon = SharedEngine.daemon();
        String chosen = System.getProperty("proa.e2e.cli", EngineKind.CURRENT == EngineKind.PROA ? "both" : "docker");
        return switch (chosen) {
            case "both" -> Stream.of(new Cli(daemon, Command.DOCKER), new Cli(daemon, Command.PROA));
            case "docker" -> Stream.of(new Cli(daemon, Command.DOCKER));
            case "proa" -> Stream.of(new Cli(daemon, Command.PROA));
            default -> throw new IllegalArgumentException("proa.e2e.cli is " + chosen + ": docker, proa or both");
        };
    }

    /** The same client for another daemon. */
    Cli on(Daemon other) {
        return new Cli(other, command);
    }

    static Cli docker(Daemon daemon) {
        return new Cli(daemon, Command.DOCKER);
    }

    static Cli proa(Daemon daemon) {
        return new Cli(daemon, Command.PROA);
    }

    Daemon daemon() {
        return daemon;
    }

    /** The program and what points it at the daemon. */
    List<String> commandLine() {
        String program = switch (command) {
            case DOCKER -> System.getProperty("proa.e2e.docker", "docker");
            case PROA -> EngineKind.proaLauncher().toString();
        };
        return List.of(program, "-H", "unix://" + daemon.home().socket());
    }

    boolean isProa() {
        return command == Command.PROA;
    }

    /** What a command did. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(List<String> command, int exit, byte[] outBytes, byte[] errBytes) {

        String out() {
            return new String(outBytes, StandardCharsets.UTF_8);
        }

        String err() {
            return new String(errBytes, StandardCharsets.UTF_8);
        }

        List<String> outLines() {
            return out().lines().toList();
        }

        /** Expects exit code 0 and gives standard output without its last line break. */
        String ok() {
            return exits(0).out().stripTrailing();
        }

        Result exits(int code) {
            assertThat(exit).as("exit code of %s", this).isEqualTo(code);
            return this;
        }

        @Override
        public String toString() {
            return String.join(" ", command) + "\n  exit " + exit + "\n  out " + shorten(out()) + "\n  err "
                    + shorten(err());
        }

        private static String shorten(String text) {
            return text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
        }
    }

    Result run(String... args) {
        return runWithInput(new byte[0], args);
    }

    Result runWithInput(String input, String... args) {
        return runWithInput(input.getBytes(StandardCharsets.UTF_8), args);
    }

    Result runWithInput(byte[] input, String... args) {
        Running running = start(args);
        running.send(input);
        running.endInput();
        return running.result();
    }

    /** Starts a command and leaves it running; the caller asks for its result or ends it. */
    Running start(String... args) {
        List<String> line = new ArrayList<>(commandLine());
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_") || name.startsWith("PROA_"));
        builder.environment().put("DOCKER_CONFIG", daemon.dockerConfig().toString());
        builder.environment().putAll(environment);
        try {
            return new Running(line, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command under way. */
    static final class Running {

        private final List<String> line;
        private final Process process;
        private final Collector out;
        private final Collector err;

        Running(List<String> line, Process process) {
            this.line = line;
            this.process = process;
            out = new Collector(process.getInputStream());
            err = new Collector(process.getErrorStream());
        }

        Process process() {
            return process;
        }

        void send(byte[] input) {
            try {
                OutputStream stdin = process.getOutputStream();
                stdin.write(input);
                stdin.flush();
            } catch (IOException closed) {
                // The command ended without reading its input, which is its right.
            }
        }

        void send(String input) {
            send(input.getBytes(StandardCharsets.UTF_8));
        }

        void endInput() {
            try {
                process.getOutputStream().close();
            } catch (IOException closed) {
                // As above.
            }
        }

        String outSoFar() {
            return out.soFar();
        }

        String errSoFar() {
            return err.soFar();
        }

        void awaitOut(String text) {
            Await.until("output '" + text + "' of " + line, () -> outSoFar().contains(text));
        }

        void kill() {
            process.destroyForcibly();
        }

        /** Waits for its end, at most 100 seconds. */
        Result result() {
            try {
                if (!process.waitFor(100, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            "did not end within 100 s: " + line + "\n out " + outSoFar() + "\n err " + errSoFar());
                }
                return new Result(line, process.exitValue(), out.whole(), err.whole());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Drains a stream on a thread of its own, so that the command never blocks on a full pipe. */
    private static final class Collector {

        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

        Collector(InputStream stream) {
            Thread.ofVirtual().start(() -> {
                try {
                    byte[] buffer = new byte[65536];
                    for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                        synchronized (bytes) {
                            bytes.write(buffer, 0, n);
                        }
                    }
                } catch (IOException closed) {
                    // The process was ended by force; what came so far is what there is.
                }
                synchronized (bytes) {
                    whole.complete(bytes.toByteArray());
                }
            });
        }

        String soFar() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }

        byte[] whole() throws InterruptedException {
            try {
                return whole.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("the output was still held open after the command had ended", e);
            }
        }
    }

    @Override
    public String toString() {
        return command.name().toLowerCase(java.util.Locale.ROOT);
    }
}
