package dev.proa.server.container;

import dev.proa.engine.container.ContainerSize;
import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.ContainerView;
import dev.proa.engine.container.LogConfig;
import dev.proa.server.http.ApiVersion;
import dev.proa.server.http.Moments;
import dev.proa.wire.container.ContainerInspectBody;
import dev.proa.wire.container.GraphDriverBody;
import dev.proa.wire.container.StateBody;
import java.util.List;

/** All there is to say of a container. */
final class InspectWriter {
    private InspectWriter() {}

    static ContainerInspectBody body(ContainerView view, ApiVersion version) {
        ContainerSize size = view.size();
        return new ContainerInspectBody(
                view.id(),
                Moments.text(view.created()),
                view.path(),
                view.args(),
                state(view.state()),
                view.imageId().toString(),
                view.resolvConfPath().toString(),
                view.hostnamePath().toString(),
                view.hostsPath().toString(),
                logPath(view),
                "/" + view.name(),
                view.restartCount(),
                "overlay2",
                view.platform(),
                "",
                "",
                "",
                view.execIds().isEmpty() ? null : view.execIds(),
                ConfigWriter.body(view.host(), view.runtime(), view.name()),
                new GraphDriverBody(view.graph(), "overlay2"),
                size == null ? null : size.writable(),
                size == null ? null : size.rootFileSystem(),
                List.of(),
                ConfigWriter.body(view.config()),
                new NetworkWriter(
                                view.networks(),
                                view.name(),
                                view.id(),
                                view.config().hostname(),
                                version)
                        .settings(PortWriter.map(view.ports())));
    }

    /** As with Docker only where it is said to be a file; what is in it is no JSON though. */
    private static String logPath(ContainerView view) {
        LogConfig log = view.host().log();
        return log == null || log.driver().equals("json-file") ? view.logPath().toString() : "";
    }

    private static StateBody state(ContainerState state) {
        ContainerStatus status = state.status();
        return new StateBody(
                status.word(),
                status.alive() || status == ContainerStatus.RESTARTING,
                status == ContainerStatus.PAUSED,
                status == ContainerStatus.RESTARTING,
                state.oomKilled(),
                status == ContainerStatus.DEAD,
                state.pid(),
                state.exitCode(),
                state.error(),
                Moments.text(state.startedAt()),
                Moments.text(state.finishedAt()),
                null);
    }
}
