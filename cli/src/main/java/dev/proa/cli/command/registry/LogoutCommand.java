package dev.proa.cli.command.registry;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.registry.CredentialStores;
import dev.proa.cli.registry.RegistryAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code proa logout}. */
public final class LogoutCommand implements Command {
    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return Usage.atMost(1, "[SERVER]", "Log out from a registry");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        LoginCommand.warnOfEnvironment(cli);
        String server = arguments.isEmpty() ? "" : arguments.getFirst();
        Set<String> names = new LinkedHashSet<>();
        String shown;
        if (server.isEmpty()) {
            shown = RegistryAddress.DOCKER_HUB;
            names.add(shown);
        } else {
            shown = RegistryAddress.hostname(server);
            // Older versions kept what the user had typed.
            names.addAll(List.of(server, shown, "http://" + shown, "https://" + shown));
        }
        cli.println("Removing login credentials for " + shown);
        cli.flush();
        CredentialStores stores = CredentialStores.open();
        List<String> failures = new ArrayList<>();
        for (String name : names) {
            try {
                stores.store(name).erase(name);
            } catch (CliException e) {
                failures.add(name + ": " + e.text());
            }
        }
        if (failures.size() == names.size()) {
            cli.errln("WARNING: could not erase credentials:");
            failures.forEach(cli::errln);
        }
    }
}
