package dev.proa.runtime;

import dev.proa.runtime.OciRuntimeException.Reason;
import dev.proa.runtime.internal.Json;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what crun, runc and others print when they fail into Docker's words and a class of failure. */
final class RuntimeFailures {
    // crun 1.8, libcrun/container.c and linux.c: "executable file `x` not found in $PATH: No such file or directory".
    private static final Pattern CRUN_NOT_FOUND = Pattern.compile("executable file [`'\"](.*?)[`'\"] not found");
    // crun: "open executable: Permission denied"; a directory or the empty name give "Operation not permitted".
    private static final Pattern CRUN_OPEN = Pattern.compile("open executable: (.*)");
    private static final Pattern CRUN_CHDIR = Pattern.compile("chdir(?: to)? [`'\"](.*?)[`'\"]: (.*)");
    private static final Pattern CRUN_EXECUTE =
            Pattern.compile("exec(?:ve)?(?: container process)? [`'\"](.*?)[`'\"]: (.*)");
    private static final Pattern RUNC_PREFIX = Pattern.compile(
            "^(?:runc \\w+ failed: |exec failed: |unable to start container process: |error during container init: )+");
    // Both print the time before the text when they write to a terminal or a log.
    private static final Pattern TIMESTAMP = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z?: ");

    private RuntimeFailures() {}

    /**
     * @param operation what was tried: {@code create}, {@code exec}, {@code start} and so on
     * @param command the program that was to run; empty if none was
     * @param output what the runtime printed on its standard error
     */
    static OciRuntimeException of(String operation, String command, String output) {
        String text = plain(output);
        Reason reason = classify(command, text);
        String said = switch (reason) {
            case Reason.CommandNotFound _
            when command.contains("/") -> starting(command, "stat " + command + ": no such file or directory");
            case Reason.CommandNotFound _ -> starting(command, "executable file not found in $PATH");
            case Reason.CommandNotExecutable _ -> starting(command, why(text));
            case Reason.Other other -> other.detail();
        };
        String prefix = "OCI runtime " + operation + " failed: ";
        String more = operation.equals("exec") && !said.startsWith("exec failed") ? "exec failed: " : "";
        return new OciRuntimeException(prefix + more + said + ": unknown", reason);
    }

    private static String starting(String command, String why) {
        return "unable to start container process: exec: \"" + command + "\": " + why;
    }

    private static String why(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("not a directory")) {
            return "not a directory";
        }
        return lower.contains("exec format error") ? "exec format error" : "permission denied";
    }

    private static Reason classify(String command, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean missing = lower.contains("no such file or directory");
        if (CRUN_NOT_FOUND.matcher(text).find() || lower.contains("executable file not found")) {
            return new Reason.CommandNotFound(command);
        }
        if (lower.contains("exec: \"" + command.toLowerCase(Locale.ROOT) + "\"")) { // runc
            return missing ? new Reason.CommandNotFound(command) : new Reason.CommandNotExecutable(command);
        }
        Matcher directory = CRUN_CHDIR.matcher(text);
        if (directory.find()) {
            return new Reason.Other("unable to start container process: chdir to cwd (\"" + directory.group(1)
                    + "\") set in config.json failed: " + directory.group(2).toLowerCase(Locale.ROOT));
        }
        if (CRUN_OPEN.matcher(text).find() || CRUN_EXECUTE.matcher(text).find()) {
            return missing ? new Reason.CommandNotFound(command) : new Reason.CommandNotExecutable(command);
        }
        return new Reason.Other(RUNC_PREFIX.matcher(text).replaceFirst(""));
    }

    /** The last message of the output, without decoration. */
    private static String plain(String output) {
        String last = "";
        for (String line : output.split("\n", -1)) {
            if (!line.isBlank()) {
                last = message(line.strip());
            }
        }
        return last.isEmpty() ? "the runtime said nothing about it" : last;
    }

    private static String message(String line) {
        if (line.startsWith("{")) {
            try {
                Map<String, Object> entry = Json.object(line);
                if (entry.get("msg") instanceof String message) {
                    return message;
                }
            } catch (IllegalArgumentException notJson) {
                return line;
            }
        }
        Matcher logged =
                Pattern.compile("^time=\"[^\"]*\" level=\\w+ msg=\"(.*)\"$").matcher(line);
        if (logged.matches()) {
            return logged.group(1).replace("\\\"", "\"");
        }
        return TIMESTAMP.matcher(line).replaceFirst("");
    }
}
