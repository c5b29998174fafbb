package dev.proa.server.container;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.HealthConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a body says is to run in a container. */
final class ConfigReader {
    private ConfigReader() {}

    static ContainerConfig read(ContainerConfigBody body) {
        refuse(body);
        return new ContainerConfig(
                emptyToNull(body.hostname()),
                emptyToNull(body.domainname()),
                body.user(),
                body.attachStdin(),
                body.attachStdout(),
                body.attachStderr(),
                body.tty(),
                body.openStdin(),
                body.stdinOnce(),
                body.env() == null ? List.of() : body.env(),
                body.cmd(),
                entrypoint(body),
                body.image(),
                body.workingDir(),
                body.labels() == null ? Map.of() : body.labels(),
                body.exposedPorts() == null ? Set.of() : body.exposedPorts(),
                body.volumes() == null ? Set.of() : body.volumes(),
                body.onBuild(),
                body.shell(),
                emptyToNull(body.stopSignal()),
                body.stopTimeout());
    }

    private static void refuse(ContainerConfigBody body) {
        HealthConfig health = body.healthcheck();
        List<String> test = health == null ? null : health.test();
        if (test != null && !test.isEmpty() && !test.equals(List.of("NONE"))) {
            throw new NotSupported("--health-cmd is not supported by Proa yet");
        }
        if (body.networkDisabled()) {
            throw new NotSupported("NetworkDisabled is not supported by Proa yet; use --network none");
        }
    }

    /** One empty word is how docker's {@code --entrypoint ""} takes the image's entrypoint and command away. */
    private static @Nullable List<String> entrypoint(ContainerConfigBody body) {
        if (!List.of("").equals(body.entrypoint())) {
            return body.entrypoint();
        }
        if (body.cmd() == null || body.cmd().isEmpty()) {
            throw new InvalidArgument("no command specified");
        }
        return List.of();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
