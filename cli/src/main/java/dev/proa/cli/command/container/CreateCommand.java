package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code proa create}. */
public final class CreateCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final ContainerCreator creator = new ContainerCreator(flags);

    @Override
    public Usage usage() {
        return Usage.atLeast(
                        1, "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a new container", "container create", "create")
                .flagsFirst();
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String image = arguments.getFirst();
        Map<String, Object> request;
        try {
            creator.checkPull();
            request = creator.options().request(image, arguments.subList(1, arguments.size()), false);
        } catch (CliException e) {
            throw RunErrors.usage(e.text(), "create");
        }
        cli.println(creator.create(cli, image, request));
    }
}
