package dev.proa.engine.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment of a container's process: what Docker always sets, overridden by what image and user say. */
public final class ProcessEnvironment {
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ProcessEnvironment() {}

    /**
     * @param wanted {@code NAME=value}; a bare {@code NAME} takes the variable away
     * @return {@code NAME=value}, each name once, in the order they came up
     */
    public static List<String> of(String hostname, boolean tty, List<String> wanted) {
        List<String> all = new ArrayList<>();
        all.add(PATH);
        all.add("HOSTNAME=" + hostname);
        if (tty) {
            all.add("TERM=xterm");
        }
        all.addAll(wanted);
        return merge(all);
    }

    /** Later ones override earlier ones, in their place. */
    public static List<String> merge(List<String> variables) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals < 0) {
                byName.remove(variable);
            } else {
                byName.put(variable.substring(0, equals), variable);
            }
        }
        return List.copyOf(byName.values());
    }
}
