package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.Response;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.stream.Attachment;
import dev.proa.cli.stream.SignalProxy;
import dev.proa.cli.stream.Terminal;
import java.io.IOException;
import java.util.List;

/** {@code proa attach}. */
public final class AttachCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final SessionKeys detachKeys = new SessionKeys(flags);
    private final BoolFlag noStdin = flags.bool("no-stdin", "Don't attach its input");
    private final BoolFlag sigProxy = flags.boolByDefault("sig-proxy", '\0', "Pass signals on to it");

    @Override
    public Usage usage() {
        return Usage.exactly(
                1,
                "[OPTIONS] CONTAINER",
                "Attach local standard input, output, and error streams to a running container",
                "container attach",
                "attach");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String name = arguments.getFirst();
        JsonObject container = running(cli, name);
        String id = container.string("Id");
        JsonObject config = container.object("Config");
        boolean terminal = config.bool("Tty");
        Terminal.check(!noStdin.value(), terminal);
        boolean stdin = !noStdin.value() && config.bool("OpenStdin");
        String keys = detachKeys.of(cli, terminal);
        Terminal.prepare(terminal);
        if (sigProxy.value() && !terminal) {
            SignalProxy.install(cli.api(), id, false);
        }
        Query query = Query.of("/containers/" + id + "/attach")
                .addIfGiven("detachKeys", keys)
                .add("stderr", "1")
                .addIf(stdin, "stdin")
                .add("stdout", "1")
                .add("stream", "1");
        try (Response status = cli.api().post("/containers/" + id + "/wait");
                Response connection = cli.api().hijack(query);
                Terminal mode = Terminal.raw(stdin && terminal)) {
            // It may have ended in between; then there is nothing to wait for.
            running(cli, name);
            Attachment attachment = Attachment.start(
                    cli, connection, new Attachment.Streams(stdin, true, true, terminal), mode.detachKeys(keys));
            if (terminal) {
                mode.followSize(cli.api(), "/containers/" + id, true);
            }
            boolean detached = attachment.await();
            mode.restore();
            if (detached) {
                throw new CliException("read escape sequence");
            }
            JsonObject result = status.object();
            if (result.has("Error")) {
                throw new CliException(result.object("Error").string("Message"));
            }
            if (result.number("StatusCode") != 0) {
                throw CliException.exit((int) result.number("StatusCode"));
            }
        }
    }

    private static JsonObject running(Cli cli, String name) throws CliException, IOException {
        JsonObject container = Containers.inspect(cli, name);
        JsonObject state = container.object("State");
        if (!state.bool("Running")) {
            throw new CliException("You cannot attach to a stopped container, start it first");
        }
        if (state.bool("Paused")) {
            throw new CliException("You cannot attach to a paused container, unpause it first");
        }
        if (state.bool("Restarting")) {
            throw new CliException("You cannot attach to a restarting container, wait until it is running");
        }
        return container;
    }
}
