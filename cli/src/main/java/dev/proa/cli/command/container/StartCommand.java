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
import java.util.ArrayList;
import java.util.List;

/** {@code proa start}. */
public final class StartCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag attach = flags.bool("attach", 'a', "Attach its output and pass signals on");
    private final SessionKeys detachKeys = new SessionKeys(flags);
    private final BoolFlag interactive = flags.bool("interactive", 'i', "Attach its input");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "[OPTIONS] CONTAINER [CONTAINER...]",
                "Start one or more stopped containers",
                "container start",
                "start");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (attach.value() || interactive.value()) {
            if (arguments.size() > 1) {
                throw new CliException("you cannot start and attach multiple containers at once");
            }
            attached(cli, Containers.inspect(cli, arguments.getFirst()));
            return;
        }
        List<String> failed = new ArrayList<>();
        for (String name : arguments) {
            try {
                Containers.post(cli, Containers.path(name, "/start"));
                cli.println(name);
            } catch (IOException e) {
                cli.errln(String.valueOf(e.getMessage()));
                failed.add(name);
            }
        }
        if (!failed.isEmpty()) {
            throw new CliException("Error: failed to start containers: " + String.join(", ", failed));
        }
    }

    private void attached(Cli cli, JsonObject container) throws CliException, IOException {
        String id = container.string("Id");
        JsonObject config = container.object("Config");
        boolean terminal = config.bool("Tty");
        boolean stdin = interactive.value() && config.bool("OpenStdin");
        String keys = detachKeys.of(cli, terminal);
        Terminal.prepare(terminal);
        boolean autoRemove = container.object("HostConfig").bool("AutoRemove");
        if (!terminal) {
            SignalProxy.install(cli.api(), id, false);
        }
        Query query = Query.of("/containers/" + id + "/attach")
                .addIfGiven("detachKeys", keys)
                .add("stderr", "1")
                .addIf(stdin, "stdin")
                .add("stdout", "1")
                .add("stream", "1");
        try (Response connection = cli.api().hijack(query);
                Terminal mode = Terminal.raw(stdin && terminal)) {
            Attachment attachment = Attachment.start(
                    cli, connection, new Attachment.Streams(stdin, true, true, terminal), mode.detachKeys(keys));
            try (ExitStatus status = ExitStatus.of(cli, id, autoRemove)) {
                try {
                    Containers.post(cli, "/containers/" + id + "/start");
                } catch (IOException e) {
                    mode.restore();
                    if (autoRemove) {
                        status.await(cli);
                    }
                    throw e;
                }
                if (terminal) {
                    mode.followSize(cli.api(), "/containers/" + id, false);
                }
                boolean detached = attachment.await();
                mode.restore();
                int code = detached ? 0 : status.await(cli);
                if (code != 0) {
                    throw CliException.exit(code);
                }
            }
        }
    }
}
