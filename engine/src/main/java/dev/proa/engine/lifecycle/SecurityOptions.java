package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of {@code --security-opt}.
 *
 * @param noNewPrivileges whether setuid programs give nothing (prctl(2), PR_SET_NO_NEW_PRIVS)
 * @param seccomp {@code unconfined}, a profile as JSON, or null: the default profile
 */
public record SecurityOptions(
        boolean noNewPrivileges, @Nullable String seccomp) {
    /** What stands for no seccomp filter at all. */
    public static final String UNCONFINED = "unconfined";

    /**
     * @throws InvalidArgument for what is not an option
     * @throws NotSupported for options of security modules that Proa does not drive
     */
    public static SecurityOptions parse(List<String> options) {
        boolean noNewPrivileges = false;
        @Nullable String seccomp = null;
        for (String option : options) {
            if (option.equals("no-new-privileges")) {
                noNewPrivileges = true;
                continue;
            }
            int separator = separator(option);
            if (separator < 0) {
                throw new InvalidArgument("invalid --security-opt 1: \"" + option + "\"");
            }
            String key = option.substring(0, separator);
            String value = option.substring(separator + 1);
            switch (key) {
                case "no-new-privileges" -> noNewPrivileges = flag(option, value);
                case "seccomp" -> seccomp = value.equals("builtin") ? null : value;
                // Without the module these ask for what is so anyway.
                case "apparmor" -> refuseUnless(value.equals(UNCONFINED), option);
                case "label" -> refuseUnless(value.equals("disable"), option);
                default -> throw new InvalidArgument("invalid --security-opt 2: \"" + option + "\"");
            }
        }
        return new SecurityOptions(noNewPrivileges, seccomp);
    }

    /** A colon is the old separator; Docker still takes it when there is no equals sign. */
    private static int separator(String option) {
        int equals = option.indexOf('=');
        return equals >= 0 ? equals : option.indexOf(':');
    }

    private static boolean flag(String option, String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new InvalidArgument("invalid --security-opt 2: \"" + option + "\"");
        };
    }

    private static void refuseUnless(boolean harmless, String option) {
        if (!harmless) {
            throw new NotSupported("--security-opt " + option + " is not supported by Proa yet");
        }
    }
}
