package dev.proa.engine.imagestore;

import dev.proa.engine.container.ContainerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container's configuration as an image's: what belongs to the one container alone is left out. */
final class CommittedConfig {
    private CommittedConfig() {}

    /** @param below the configuration of the container's image, which has what containers do not keep */
    static dev.proa.image.ContainerConfig of(ContainerConfig config, dev.proa.image.ContainerConfig below) {
        dev.proa.image.ContainerConfig.Builder image = dev.proa.image.ContainerConfig.EMPTY.toBuilder()
                .user(config.user())
                .env(config.env())
                .entrypoint(orEmpty(config.entrypoint()))
                .cmd(orEmpty(config.cmd()))
                .workingDir(config.workingDir())
                .stopSignal(config.stopSignal() == null ? "" : config.stopSignal())
                .healthcheck(below.healthcheck())
                .shell(orEmpty(config.shell()));
        config.exposedPorts().forEach(image::exposePort);
        config.volumes().forEach(image::volume);
        config.labels().keySet().stream()
                .sorted()
                .forEach(label -> image.label(label, config.labels().getOrDefault(label, "")));
        orEmpty(config.onBuild()).forEach(image::onBuild);
        return image.build();
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
