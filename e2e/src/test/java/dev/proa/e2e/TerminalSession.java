package dev.proa.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person at a terminal: a shell in a window of tmux, whose keys a test types and whose screen it reads. Each has a
 * tmux server of its own, which {@link #close} ends with all that runs in it. In its folder {@code ./c} is the client
 * under test, pointed at its daemon.
 */
final class TerminalSession implements AutoCloseable {
    static final int COLUMNS = 100;
    static final int ROWS = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final String server;
    private final Path folder;
    private int commands;

    private TerminalSession(String server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Opens a window of {@value #COLUMNS} by {@value #ROWS} with a shell in it. */
    static TerminalSession open(Cli cli) {
        String server = "proa-e2e-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "proaterm");
            Path client = folder.resolve("c");
            Files.writeString(client, "#!/bin/sh\nexec " + quoted(cli.commandLine()) + " \"$@\"\n");
            Host.exec("chmod", "755", client.toString());
            TerminalSession session = new TerminalSession(server, folder);
            // -u: the screen is UTF-8 whatever the locale of whoever runs the tests.
            session.tmux(
                    "-f",
                    "/dev/null",
                    "-u",
                    "new-session",
                    "-d",
                    "-x",
                    Integer.toString(COLUMNS),
                    "-y",
                    Integer.toString(ROWS),
                    "-c",
                    folder.toString(),
                    "env -i PATH='" + System.getenv("PATH") + "' HOME='" + folder + "' TERM=screen LC_ALL=C.UTF-8"
                            + " DOCKER_CONFIG='" + cli.daemon().dockerConfig() + "' PS1='host> ' sh");
            session.awaitScreen("host>");
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(w -> "'" + w + "'").toList());
    }

    /** Where the shell is. */
    Path folder() {
        return folder;
    }

    /** Types text and Enter. */
    void enter(String line) {
        type(line);
        key("Enter");
    }

    void type(String text) {
        tmux("send-keys", "-l", text);
    }

    /** Presses keys by tmux's names for them, such as {@code C-c}. */
    void key(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(new String[0]));
    }

    /** Types bytes as they are. */
    void type(byte[] bytes) throws IOException {
        Path file = folder.resolve("bytes");
        Files.write(file, bytes);
        tmux("load-buffer", file.toString());
        tmux("paste-buffer", "-r");
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /** What is to be seen, without empty space at the ends of lines. */
    String screen() {
        return tmux("capture-pane", "-p", "-J");
    }

    void awaitScreen(String text) {
        awaitScreen(Pattern.compile(Pattern.quote(text)));
    }

    /** Waits for a pattern on the screen and gives what it matched. */
    Matcher awaitScreen(Pattern pattern) {
        Matcher[] found = new Matcher[1];
        try {
            Await.until(pattern.toString(), PATIENCE, () -> {
                found[0] = pattern.matcher(screen());
                return found[0].find();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " on the screen:\n" + screen(), e);
        }
        return found[0];
    }

    /**
     * Runs a command of the host's shell, to its end.
     *
     * @return its exit code
     */
    int run(String command) {
        start(command);
        return ended();
    }

    /** Types a command of the host's shell on an empty screen; its end is told by {@link #ended}. */
    void start(String command) {
        // Not to be found in the echo of the command itself.
        commands++;
        enter("clear; " + command + "; echo \"ended\" " + commands + " with=$?=");
    }

    /** Waits for the end of what {@link #start} began. */
    int ended() {
        return Integer.parseInt(awaitScreen(Pattern.compile("ended " + commands + " with=(\\d+)="))
                .group(1));
    }

    /**
     * Waits until a shell in a container answers. A first prompt says little: conmon sets a new terminal's mode just
     * after the process has started, which can undo what a shell has set; so Enter is pressed until a new one comes.
     */
    void awaitPrompt() {
        awaitPrompt("/ #");
    }

    void awaitPrompt(String prompt) {
        try {
            Await.until("a prompt", PATIENCE, () -> {
                int before = prompts(prompt);
                key("Enter");
                long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                while (System.nanoTime() < end) {
                    if (before > 0 && prompts(prompt) > before) {
                        return true;
                    }
                    Thread.sleep(20);
                }
                return false;
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " on the screen:\n" + screen(), e);
        }
    }

    private int prompts(String prompt) {
        return (int) screen().lines().filter(line -> line.startsWith(prompt)).count();
    }

    /** The modes of this terminal, as stty tells them. Only while the host's shell waits. */
    String modes() throws IOException {
        Path file = folder.resolve("modes");
        if (run("stty -a > modes") != 0) {
            throw new IllegalStateException("stty: " + screen());
        }
        return Files.readString(file);
    }

    /** The process of the client under test: the shell's child. */
    ProcessHandle client() {
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        ProcessHandle host = ProcessHandle.of(shell).orElseThrow();
        Await.until(
                "the shell's child", PATIENCE, () -> host.children().findFirst().isPresent());
        return host.children().findFirst().orElseThrow();
    }

    @Override
    public void close() {
        try {
            tmux("kill-server");
            for (String name : List.of("c", "bytes", "modes")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tmux(String... arguments) {
        List<String> line = new ArrayList<>(List.of("tmux", "-L", server));
        line.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().remove("TMUX");
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(line + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
