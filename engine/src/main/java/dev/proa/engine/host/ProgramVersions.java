package dev.proa.engine.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the programs the engine drives. Each is asked with {@code --version} when somebody first wants to
 * know, never at start-up, and the answer is kept: a program replaced while the engine runs shows at its next start.
 */
final class ProgramVersions {
    /** Programs that say more than this, or nothing for this long, are not what they should be. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final long PATIENCE_SECONDS = 5;
    private static final Pattern VERSION = Pattern.compile("version:?\\s+v?(\\S+)");

    private final Map<String, List<String>> programs;
    private @Nullable Map<String, String> known;

    /** @param programs name to command */
    ProgramVersions(Map<String, List<String>> programs) {
        this.programs = Map.copyOf(programs);
    }

    /** Name to version; a program that is not there, or does not say, is left out. */
    synchronized Map<String, String> all() {
        Map<String, String> versions = known;
        if (versions == null) {
            versions = new TreeMap<>();
            for (Map.Entry<String, List<String>> program : programs.entrySet()) {
                String version = ask(program.getValue());
                if (version != null) {
                    versions.put(program.getKey(), version);
                }
            }
            known = versions;
        }
        return Map.copyOf(versions);
    }

    private static @Nullable String ask(List<String> command) {
        List<String> line = new ArrayList<>(command);
        line.add("--version");
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
        } catch (IOException absent) {
            return null;
        }
        // A program that hangs is killed, which ends the reading below.
        var guard = process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((ended, tooLate) -> {
                    if (tooLate != null) {
                        process.destroyForcibly();
                    }
                });
        try (var output = process.getInputStream()) {
            String answer = new String(output.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(answer);
            return version.find() ? version.group(1) : null;
        } catch (IOException unreadable) {
            return null;
        } finally {
            process.destroyForcibly();
            guard.cancel(false);
        }
    }
}
