package dev.proa.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment as the user's shell has it. The launcher replaces LC_ALL, since Java has no other way to be told that
 * names of files and arguments are UTF-8, and keeps the user's own, if there is one, under another name.
 */
public final class UserEnvironment {
    private static final String REPLACED = "LC_ALL";
    private static final String KEPT = "PROA_LC_ALL";

    private UserEnvironment() {}

    /** A variable's value, null if there is none. */
    public static @Nullable String value(String name) {
        return System.getenv(name.equals(REPLACED) ? KEPT : name);
    }

    /** Makes a copy of this process's environment the user's again, for a program that is to be started. */
    public static void restore(Map<String, String> environment) {
        environment.remove(REPLACED);
        String own = environment.remove(KEPT);
        if (own != null) {
            environment.put(REPLACED, own);
        }
    }
}
