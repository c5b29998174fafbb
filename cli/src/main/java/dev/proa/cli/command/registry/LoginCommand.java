package dev.proa.cli.command.registry;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Prompt;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.registry.CredentialStore;
import dev.proa.cli.registry.CredentialStores;
import dev.proa.cli.registry.Credentials;
import dev.proa.cli.registry.RegistryAddress;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code proa login}: the daemon tries the credentials, and the command keeps them. */
public final class LoginCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag password = flags.string("password", 'p', "", "Password or access token");
    private final BoolFlag passwordStdin = flags.bool("password-stdin", "Read the password from standard input");
    private final StringFlag username = flags.string("username", 'u', "", "User name");

    @Override
    public Usage usage() {
        return Usage.atMost(
                1,
                "[OPTIONS] [SERVER]",
                "Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        checkFlags();
        if (!password.value().isEmpty()) {
            cli.errln("WARNING! Using --password via the CLI is insecure. Use --password-stdin.");
        }
        String secret = passwordStdin.value() ? passwordFrom(cli) : password.value();
        warnOfEnvironment(cli);
        String server = RegistryAddress.ofDomain(arguments.isEmpty() ? "" : arguments.getFirst());
        if (!server.equals(RegistryAddress.DOCKER_HUB)) {
            server = RegistryAddress.hostname(server);
        }
        CredentialStores stores = CredentialStores.open();
        String user = username.value().strip();
        if (user.isEmpty() && secret.isEmpty()) {
            Credentials kept = stores.get(server);
            if (!kept.username().isEmpty() && !kept.password().isEmpty()) {
                if (withKept(cli, stores, kept)) {
                    return;
                }
                user = askUser(cli, server, kept.username());
            }
        }
        if ((user.isEmpty() || secret.isEmpty()) && !Tty.isTerminal(0)) {
            throw new CliException("Error: Cannot perform an interactive login from a non TTY device");
        }
        if (user.isEmpty()) {
            user = askUser(cli, server, "");
        }
        if (secret.isEmpty()) {
            secret = Prompt.secret(cli, "Password: ");
            if (secret.isEmpty()) {
                throw new CliException("Error: Password Required");
            }
        }
        cli.println(login(cli, stores, Credentials.ofUser(server, user, secret), false));
    }

    private void checkFlags() throws CliException {
        if (passwordStdin.changed()) {
            if (password.changed()) {
                throw new CliException("conflicting options: cannot specify both --password and --password-stdin");
            }
            if (!username.changed()) {
                throw new CliException("the --password-stdin option requires --username to be set");
            }
        }
        if (username.changed() && username.value().isEmpty()) {
            throw new CliException("username is empty");
        }
        if (password.changed() && password.value().isEmpty()) {
            throw new CliException("password is empty");
        }
    }

    private static String passwordFrom(Cli cli) throws IOException {
        cli.flush();
        String text = new String(cli.in().readAllBytes(), StandardCharsets.UTF_8);
        text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return text;
    }

    static void warnOfEnvironment(Cli cli) {
        if (CredentialStores.environmentLeads()) {
            cli.errln("WARNING: DOCKER_AUTH_CONFIG is set and takes precedence over what is kept by login.");
        }
    }

    /** Whether the registry took the credentials that were kept. */
    private static boolean withKept(Cli cli, CredentialStores stores, Credentials kept) throws CliException {
        cli.errln("Authenticating with existing credentials... [Username: " + kept.username() + "]\n");
        cli.errln("To log in as somebody else, run 'proa logout' and then 'proa login'\n");
        try {
            cli.println(login(cli, stores, kept, true));
            return true;
        } catch (ApiException e) {
            cli.errln(
                    e.status() == 401
                            ? "Stored credentials invalid or expired"
                            : "Login did not succeed, error: " + e.getMessage());
        } catch (IOException e) {
            cli.errln("Login did not succeed, error: " + e.getMessage());
        }
        return false;
    }

    private static String askUser(Cli cli, String server, String preset) throws CliException, IOException {
        if (!Tty.isTerminal(0)) {
            throw new CliException("Error: Cannot perform an interactive login from a non TTY device");
        }
        if (server.equals(RegistryAddress.DOCKER_HUB)) {
            cli.println("Log in with your Docker ID or email address and a password or access token.");
        }
        String answer = Prompt.line(cli, preset.isEmpty() ? "Username: " : "Username (" + preset + "): ")
                .strip();
        if (answer.isEmpty() && preset.isEmpty()) {
            throw new CliException("Error: Non-null Username Required");
        }
        return answer.isEmpty() ? preset : answer;
    }

    /** Tries the credentials and keeps them if the registry takes them, unless they are kept as they are. */
    private static String login(Cli cli, CredentialStores stores, Credentials credentials, boolean known)
            throws CliException, IOException {
        cli.flush();
        JsonObject answer;
        try (var response = cli.api().postJson("/auth", credentials.json())) {
            answer = response.status() == 204 ? JsonObject.EMPTY : response.object();
        }
        String token = answer.string("IdentityToken");
        Credentials kept = token.isEmpty() ? credentials : credentials.withIdentityToken(token);
        CredentialStore store = stores.store(kept.server());
        if (!known || !kept.equals(credentials)) {
            keep(store, kept);
        }
        if (!known && !store.plainFile().isEmpty()) {
            cli.errln("\nWARNING! Your credentials are stored unencrypted in '" + store.plainFile() + "'.\n"
                    + "Configure a credential helper to remove this warning. See\n"
                    + "https://docs.docker.com/go/credential-store/\n");
        }
        String status = answer.string("Status");
        return status.isEmpty() ? "Login Succeeded" : status;
    }

    private static void keep(CredentialStore store, Credentials credentials) throws CliException {
        try {
            store.store(credentials);
        } catch (CliException e) {
            throw new CliException("Error saving credentials: " + e.text());
        } catch (IOException e) {
            throw new CliException("Error saving credentials: " + e.getMessage());
        }
    }
}
