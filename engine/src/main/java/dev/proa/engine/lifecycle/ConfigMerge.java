package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user's configuration completed by the image's, by Docker's rules. */
public final class ConfigMerge {
    private ConfigMerge() {}

    static ContainerConfig merge(ContainerConfig user, dev.proa.image.ContainerConfig image) {
        // The image's command belongs to its entrypoint: a user's entrypoint takes both away, also an empty one.
        @Nullable List<String> cmd = user.cmd();
        @Nullable List<String> entrypoint = user.entrypoint();
        if (isEmpty(entrypoint)) {
            if (isEmpty(cmd)) {
                cmd = nullIfEmpty(image.cmd());
            }
            if (entrypoint == null) {
                entrypoint = nullIfEmpty(image.entrypoint());
            }
        }
        return new ContainerConfig(
                user.hostname(),
                user.domainname(),
                user.user().isEmpty() ? image.user() : user.user(),
                user.attachStdin(),
                user.attachStdout(),
                user.attachStderr(),
                user.tty(),
                user.openStdin(),
                user.stdinOnce(),
                environment(user.env(), image.env()),
                cmd,
                entrypoint,
                user.image(),
                user.workingDir().isEmpty() ? image.workingDir() : user.workingDir(),
                labels(user.labels(), image.labels()),
                union(user.exposedPorts(), image.exposedPorts()),
                union(user.volumes(), image.volumes()),
                nullIfEmpty(image.onBuild()),
                user.shell() == null ? nullIfEmpty(image.shell()) : user.shell(),
                isBlank(user.stopSignal()) ? emptyToNull(image.stopSignal()) : user.stopSignal(),
                user.stopTimeout());
    }

    /** What a commit's request says, completed by the container's own configuration. */
    public static ContainerConfig over(ContainerConfig given, ContainerConfig own) {
        @Nullable List<String> cmd = given.cmd();
        @Nullable List<String> entrypoint = given.entrypoint();
        if (isEmpty(entrypoint)) {
            cmd = isEmpty(cmd) ? own.cmd() : cmd;
            entrypoint = entrypoint == null ? own.entrypoint() : entrypoint;
        }
        return new ContainerConfig(
                own.hostname(),
                own.domainname(),
                given.user().isEmpty() ? own.user() : given.user(),
                own.attachStdin(),
                own.attachStdout(),
                own.attachStderr(),
                own.tty(),
                own.openStdin(),
                own.stdinOnce(),
                environment(given.env(), own.env()),
                cmd,
                entrypoint,
                own.image(),
                given.workingDir().isEmpty() ? own.workingDir() : given.workingDir(),
                labels(given.labels(), own.labels()),
                union(given.exposedPorts(), own.exposedPorts()),
                union(given.volumes(), own.volumes()),
                isEmpty(given.onBuild()) ? own.onBuild() : given.onBuild(),
                given.shell() == null ? own.shell() : given.shell(),
                isBlank(given.stopSignal()) ? own.stopSignal() : given.stopSignal(),
                given.stopTimeout() == null ? own.stopTimeout() : given.stopTimeout());
    }

    /** The user's variables, then those of the image that the user does not name. */
    private static List<String> environment(List<String> user, List<String> image) {
        List<String> all = new ArrayList<>(user);
        for (String variable : image) {
            if (user.stream().noneMatch(other -> name(other).equals(name(variable)))) {
                all.add(variable);
            }
        }
        return List.copyOf(all);
    }

    private static String name(String variable) {
        int equals = variable.indexOf('=');
        return equals < 0 ? variable : variable.substring(0, equals);
    }

    private static Map<String, String> labels(Map<String, String> user, Map<String, String> image) {
        Map<String, String> all = new LinkedHashMap<>(image);
        all.putAll(user);
        return Map.copyOf(all);
    }

    private static Set<String> union(Set<String> user, Set<String> image) {
        Set<String> all = new LinkedHashSet<>(user);
        all.addAll(image);
        return Set.copyOf(all);
    }

    private static boolean isEmpty(@Nullable List<String> list) {
        return list == null || list.isEmpty();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static @Nullable List<String> nullIfEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
