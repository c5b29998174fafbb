package dev.proa.image;

import dev.proa.image.internal.JsonText;
import dev.proa.image.internal.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an image says about how its containers run: the {@code config} member of the image config.
 *
 * <p>Empty texts and collections mean that the image does not say.
 *
 * @param user user or {@code user:group}, names or numbers
 * @param exposedPorts for example {@code 80/tcp}, sorted
 * @param env {@code NAME=value} each
 * @param entrypoint the start of the command line
 * @param cmd the default arguments to the entrypoint, or the default command line
 * @param volumes paths that get a volume of their own, sorted
 * @param workingDir where the process starts
 * @param labels free metadata, in the document's order
 * @param stopSignal the signal that asks a container to end
 * @param healthcheck null if the image has none
 * @param shell the shell for command lines given as one text
 * @param onBuild triggers for builds on this image
 * @param argsEscaped of Windows images, kept for round trips
 */
public record ContainerConfig(
        String user,
        Set<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        Set<String> volumes,
        String workingDir,
        Map<String, String> labels,
        String stopSignal,
        @Nullable Healthcheck healthcheck,
        List<String> shell,
        List<String> onBuild,
        boolean argsEscaped) {
    /** A config that says nothing. */
    public static final ContainerConfig EMPTY = new Builder().build();

    public ContainerConfig {
        exposedPorts = sorted(exposedPorts);
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        volumes = sorted(volumes);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        shell = List.copyOf(shell);
        onBuild = List.copyOf(onBuild);
    }

    private static SortedSet<String> sorted(Set<String> set) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    static ContainerConfig read(JsonValue json) throws ImageFormatException {
        Builder builder = new Builder();
        builder.user = json.get("User").string();
        builder.exposedPorts.addAll(json.get("ExposedPorts").members().keySet());
        builder.env.addAll(json.get("Env").strings());
        builder.entrypoint = json.get("Entrypoint").strings();
        JsonValue cmd = json.get("Cmd");
        builder.cmd = cmd.strings();
        builder.volumes.addAll(json.get("Volumes").members().keySet());
        builder.workingDir = json.get("WorkingDir").string();
        builder.labels.putAll(json.get("Labels").stringMap());
        builder.stopSignal = json.get("StopSignal").string();
        JsonValue check = json.get("Healthcheck");
        if (!check.isNull()) {
            builder.healthcheck = new Healthcheck(
                    check.get("Test").strings(),
                    Duration.ofNanos(check.get("Interval").number()),
                    Duration.ofNanos(check.get("Timeout").number()),
                    Duration.ofNanos(check.get("StartPeriod").number()),
                    Duration.ofNanos(check.get("StartInterval").number()),
                    Math.toIntExact(Math.clamp(check.get("Retries").number(), 0, Integer.MAX_VALUE)));
        }
        builder.shell = json.get("Shell").strings();
        builder.onBuild.addAll(json.get("OnBuild").strings());
        builder.argsEscaped = json.get("ArgsEscaped").bool();
        return builder.build();
    }

    void write(JsonText json) {
        json.optional("User", user)
                .set("ExposedPorts", exposedPorts)
                .strings("Env", env)
                .strings("Entrypoint", entrypoint)
                .strings("Cmd", cmd)
                .set("Volumes", volumes)
                .optional("WorkingDir", workingDir)
                .map("Labels", labels)
                .optional("StopSignal", stopSignal)
                .optional("ArgsEscaped", argsEscaped);
        Healthcheck check = healthcheck;
        if (check != null) {
            json.object(
                    "Healthcheck",
                    c -> c.strings("Test", check.test())
                            .optional("Interval", check.interval().toNanos())
                            .optional("Timeout", check.timeout().toNanos())
                            .optional("StartPeriod", check.startPeriod().toNanos())
                            .optional("StartInterval", check.startInterval().toNanos())
                            .optional("Retries", check.retries()));
        }
        json.strings("OnBuild", onBuild).strings("Shell", shell);
    }

    /** A builder that starts with this config's values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.user = user;
        builder.exposedPorts.addAll(exposedPorts);
        builder.env.addAll(env);
        builder.entrypoint = entrypoint;
        builder.cmd = cmd;
        builder.volumes.addAll(volumes);
        builder.workingDir = workingDir;
        builder.labels.putAll(labels);
        builder.stopSignal = stopSignal;
        builder.healthcheck = healthcheck;
        builder.shell = shell;
        builder.onBuild.addAll(onBuild);
        builder.argsEscaped = argsEscaped;
        return builder;
    }

    /** Collects a config's values; starts with none. For one thread. */
    public static final class Builder {
        private String user = "";
        private final SortedSet<String> exposedPorts = new TreeSet<>();
        private final List<String> env = new ArrayList<>();
        private List<String> entrypoint = List.of();
        private List<String> cmd = List.of();
        private final SortedSet<String> volumes = new TreeSet<>();
        private String workingDir = "";
        private final Map<String, String> labels = new LinkedHashMap<>();
        private String stopSignal = "";
        private @Nullable Healthcheck healthcheck;
        private List<String> shell = List.of();
        private final List<String> onBuild = new ArrayList<>();
        private boolean argsEscaped;

        /** Starts with a config that says nothing. */
        public Builder() {}

        /** The user or {@code user:group}. */
        public Builder user(String value) {
            user = value;
            return this;
        }

        /** One more exposed port, for example {@code 80/tcp}. */
        public Builder exposePort(String value) {
            exposedPorts.add(value);
            return this;
        }

        /** Sets an environment variable: in its place if the name is there already, else at the end. */
        public Builder env(String name, String value) {
            String variable = name + "=" + value;
            for (int i = 0; i < env.size(); i++) {
                String other = env.get(i);
                int equals = other.indexOf('=');
                if ((equals < 0 ? other : other.substring(0, equals)).equals(name)) {
                    env.set(i, variable);
                    return this;
                }
            }
            env.add(variable);
            return this;
        }

        /** Replaces the whole environment, {@code NAME=value} each. */
        public Builder env(List<String> variables) {
            env.clear();
            env.addAll(variables);
            return this;
        }

        /** The start of the command line. */
        public Builder entrypoint(List<String> value) {
            entrypoint = value;
            return this;
        }

        /** The default arguments or command line. */
        public Builder cmd(List<String> value) {
            cmd = value;
            return this;
        }

        /** One more path that gets a volume. */
        public Builder volume(String path) {
            volumes.add(path);
            return this;
        }

        /** Where the process starts. */
        public Builder workingDir(String value) {
            workingDir = value;
            return this;
        }

        /** Sets a label. */
        public Builder label(String name, String value) {
            labels.put(name, value);
            return this;
        }

        /** The signal that asks a container to end. */
        public Builder stopSignal(String value) {
            stopSignal = value;
            return this;
        }

        /** The health check, null for none. */
        public Builder healthcheck(@Nullable Healthcheck value) {
            healthcheck = value;
            return this;
        }

        /** The shell for command lines given as one text. */
        public Builder shell(List<String> value) {
            shell = value;
            return this;
        }

        /** One more trigger for builds on this image. */
        public Builder onBuild(String instruction) {
            onBuild.add(instruction);
            return this;
        }

        /** The config with the values collected so far. */
        public ContainerConfig build() {
            return new ContainerConfig(
                    user,
                    exposedPorts,
                    env,
                    entrypoint,
                    cmd,
                    volumes,
                    workingDir,
                    labels,
                    stopSignal,
                    healthcheck,
                    shell,
                    onBuild,
                    argsEscaped);
        }
    }
}
