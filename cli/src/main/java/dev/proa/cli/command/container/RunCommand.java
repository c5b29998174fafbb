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
import dev.proa.cli.stream.Attachment;
import dev.proa.cli.stream.SignalProxy;
import dev.proa.cli.stream.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code proa run}. */
public final class RunCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final ContainerCreator creator = new ContainerCreator(flags);
    private final BoolFlag detach = flags.bool("detach", 'd', "Leave it running and print its id");
    private final BoolFlag sigProxy = flags.boolByDefault("sig-proxy", '\0', "Pass signals on to it");
    private final SessionKeys detachKeys = new SessionKeys(flags);

    @Override
    public Usage usage() {
        return Usage.atLeast(
                        1,
                        "[OPTIONS] IMAGE [COMMAND] [ARG...]",
                        "Create and run a new container from an image",
                        "container run",
                        "run")
                .flagsFirst();
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String image = arguments.getFirst();
        ContainerOptions options = creator.options();
        Map<String, Object> request;
        try {
            creator.checkPull();
            request = options.request(image, arguments.subList(1, arguments.size()), detach.value());
        } catch (CliException e) {
            throw RunErrors.usage(e.text(), "run");
        }
        if (detach.value() && options.attachGiven()) {
            throw new CliException("conflicting options: cannot specify both --attach and --detach");
        }
        if (!detach.value()) {
            Terminal.check(options.attachStdin(), options.tty());
            SignalProxy.prepare();
            Terminal.prepare(options.tty());
        }
        String keys = detachKeys.of(cli, options.tty());
        String id;
        try {
            id = creator.create(cli, image, request);
        } catch (IOException e) {
            throw RunErrors.start(String.valueOf(e.getMessage()));
        } catch (CliException e) {
            throw RunErrors.start(e.text());
        }
        boolean attached =
                !detach.value() && (options.attachStdin() || options.attachStdout() || options.attachStderr());
        if (attached) {
            foreground(cli, id, keys);
        } else {
            start(cli, id);
            cli.println(id);
        }
    }

    private static void start(Cli cli, String id) throws CliException {
        try {
            Containers.post(cli, "/containers/" + id + "/start");
        } catch (IOException e) {
            throw RunErrors.start(String.valueOf(e.getMessage()));
        }
    }

    private void foreground(Cli cli, String id, String keys) throws CliException, IOException {
        ContainerOptions options = creator.options();
        if (sigProxy.value()) {
            SignalProxy.install(cli.api(), id, options.tty());
        }
        Attachment.Streams streams = new Attachment.Streams(
                options.attachStdin(), options.attachStdout(), options.attachStderr(), options.tty());
        Query query = Query.of("/containers/" + id + "/attach")
                .addIfGiven("detachKeys", keys)
                .addIf(streams.stderr(), "stderr")
                .addIf(streams.stdin(), "stdin")
                .addIf(streams.stdout(), "stdout")
                .add("stream", "1");
        try (Response connection = cli.api().hijack(query);
                Terminal terminal = Terminal.raw(streams.stdin() && streams.terminal())) {
            Attachment attachment = Attachment.start(cli, connection, streams, terminal.detachKeys(keys));
            // Asked before the start, or the end of a container that is removed at once would be missed.
            try (ExitStatus status = ExitStatus.of(cli, id, options.autoRemove())) {
                try {
                    start(cli, id);
                } catch (CliException e) {
                    terminal.restore();
                    if (options.autoRemove()) {
                        status.await(cli);
                    }
                    throw e;
                }
                if (streams.terminal()) {
                    terminal.followSize(cli.api(), "/containers/" + id, false);
                }
                boolean detached = (streams.stdout() || streams.stderr()) && attachment.await();
                terminal.restore();
                if (detached) {
                    return;
                }
                int code = status.await(cli);
                if (code != 0) {
                    throw CliException.exit(code);
                }
            }
        }
    }
}
