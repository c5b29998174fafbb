package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.Timestamp;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.stream.Demultiplexer;
import java.io.IOException;
import java.util.List;

/** {@code proa logs}. */
public final class LogsCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag details = flags.bool("details", "Show what the log driver was given besides");
    private final BoolFlag follow = flags.bool("follow", 'f', "Go on with what is logged from now on");
    private final StringFlag since =
            flags.string("since", "Show what was logged after this time, e.g. 2013-01-02T13:23:37Z or 42m");
    private final StringFlag until =
            flags.string("until", "Show what was logged before this time, e.g. 2013-01-02T13:23:37Z or 42m");
    private final StringFlag tail = flags.string("tail", 'n', "all", "Show so many lines from the end");
    private final BoolFlag timestamps = flags.bool("timestamps", 't', "Show when each line was logged");

    @Override
    public Usage usage() {
        return Usage.exactly(1, "[OPTIONS] CONTAINER", "Fetch the logs of a container", "container logs", "logs");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        JsonObject container = Containers.inspect(cli, arguments.getFirst());
        Query query = Query.of("/containers/" + container.string("Id") + "/logs")
                .add("stdout", "1")
                .add("stderr", "1")
                .addIf(timestamps.value(), "timestamps")
                .addIf(details.value(), "details")
                .addIf(follow.value(), "follow")
                .add("tail", tail.value());
        try {
            if (!since.value().isEmpty()) {
                query.add("since", Timestamp.of(since.value()));
            }
        } catch (IllegalArgumentException e) {
            throw new CliException("invalid value for \"since\": " + e.getMessage());
        }
        try {
            if (!until.value().isEmpty()) {
                query.add("until", Timestamp.of(until.value()));
            }
        } catch (IllegalArgumentException e) {
            throw new CliException("invalid value for \"until\": " + e.getMessage());
        }
        try (var response = cli.api().get(query)) {
            if (container.object("Config").bool("Tty")) {
                response.body().transferTo(cli.rawOut());
            } else {
                Demultiplexer.copy(response.body(), cli.rawOut(), cli.rawErr());
            }
        }
    }
}
