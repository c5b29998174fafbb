package dev.proa.server.container;

import dev.proa.engine.container.ContainerSize;
import dev.proa.engine.container.ContainerSummary;
import dev.proa.server.http.ApiVersion;
import dev.proa.wire.container.ContainerSummaryBody;
import dev.proa.wire.container.HostConfigSummary;
import dev.proa.wire.container.NetworkSettingsSummary;
import java.util.List;

/** One line of a list of containers. */
public final class SummaryWriter {
    private SummaryWriter() {}

    public static ContainerSummaryBody body(ContainerSummary summary, ApiVersion version) {
        ContainerSize size = summary.size();
        return new ContainerSummaryBody(
                summary.id(),
                summary.names(),
                summary.image(),
                summary.imageId().toString(),
                summary.command(),
                summary.created().getEpochSecond(),
                PortWriter.lines(summary.ports()),
                size == null ? 0 : size.writable(),
                size == null ? 0 : size.rootFileSystem(),
                summary.labels(),
                summary.state().status().word(),
                summary.status(),
                new HostConfigSummary(summary.networkMode(), null),
                new NetworkSettingsSummary(
                        new NetworkWriter(summary.networks(), name(summary), summary.id(), null, version).endpoints()),
                List.of());
    }

    private static String name(ContainerSummary summary) {
        return summary.names().isEmpty() ? "" : summary.names().getFirst().substring(1);
    }
}
