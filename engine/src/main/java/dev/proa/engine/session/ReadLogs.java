package dev.proa.engine.session;

import dev.proa.engine.container.LogOptions;
import dev.proa.engine.container.LogStream;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerLogs;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.lifecycle.Run;
import dev.proa.runtime.log.LogKeeper;
import dev.proa.runtime.log.LogLimits;
import dev.proa.runtime.log.LogQuery;
import dev.proa.runtime.log.LogReader;
import dev.proa.runtime.log.StreamOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code logs}: what conmon has written down of a container's output. */
public final class ReadLogs {
    private static final System.Logger LOG = System.getLogger(ReadLogs.class.getName());

    private final ContainerPaths paths;
    private final LogKeeper keeper;

    /** @param keeper stays the caller's */
    public ReadLogs(ContainerPaths paths, LogKeeper keeper) {
        this.paths = paths;
        this.keeper = keeper;
    }

    public LogStream read(Container container, LogOptions options) {
        if (!options.stdout() && !options.stderr()) {
            throw new InvalidArgument("Bad parameters: you must choose at least one stream");
        }
        if (container.removing()) {
            throw new Conflict("can not get logs from container which is dead or marked for removal");
        }
        LogLimits limits = ContainerLogs.limits(container)
                .orElseThrow(() -> new NotSupported("configured logging driver does not support reading"));
        Path log = paths.log(container.id());
        @Nullable Run run = container.run();
        try {
            LogReader reader = options.follow() && run != null
                    ? keeper.follow(
                            log, limits, query(options, true), run.process().exit())
                    : keeper.open(log, limits, query(options, false));
            return new ContainerLog(container.definition().config().tty(), reader);
        } catch (IOException failure) {
            throw new Internal("read the log of container " + container.id() + ": " + failure.getMessage(), failure);
        }
    }

    private static LogQuery query(LogOptions options, boolean follow) {
        return new LogQuery(
                options.stdout(),
                options.stderr(),
                Optional.ofNullable(options.since()),
                Optional.ofNullable(options.until()),
                options.tail() < 0 ? OptionalLong.empty() : OptionalLong.of(options.tail()),
                options.timestamps(),
                follow);
    }

    private record ContainerLog(boolean tty, LogReader reader) implements LogStream {
        @Override
        public void transferTo(OutputStream sink) throws IOException {
            reader.transferTo(sink, tty ? StreamOutput.Form.RAW : StreamOutput.Form.MULTIPLEXED);
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException failure) {
                // The file was only read from.
                LOG.log(System.Logger.Level.DEBUG, "close a log", failure);
            }
        }
    }
}
