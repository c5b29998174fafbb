package dev.proa.cli.registry;

import dev.proa.cli.CliException;
import dev.proa.cli.UserEnvironment;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Credentials kept by a program {@code docker-credential-NAME}: the verb is its argument, the rest goes over its
 * standard streams.
 */
final class HelperCredentials implements CredentialStore {
    private static final String NOT_FOUND = "credentials not found in native keychain";

    private final String program;

    /** @param name without {@code docker-credential-} */
    HelperCredentials(String name) throws CliException {
        if (name.indexOf('/') >= 0) {
            throw new CliException("invalid credential helper \"" + name + "\": a name without slashes is needed");
        }
        this.program = "docker-credential-" + name;
    }

    @Override
    public Credentials get(String server) throws CliException, IOException {
        Answer answer = ask("get", server);
        if (answer.code() != 0) {
            if (answer.text().equals(NOT_FOUND)) {
                return Credentials.none(server);
            }
            throw failure("get", answer);
        }
        JsonObject found = JsonObject.of(Json.parse(answer.text().getBytes(StandardCharsets.UTF_8)));
        String username = found.string("Username");
        String secret = found.string("Secret");
        if (username.equals(Credentials.TOKEN_USER)) {
            return Credentials.none(server).withIdentityToken(secret);
        }
        return Credentials.ofUser(server, username, secret);
    }

    @Override
    public void store(Credentials credentials) throws CliException, IOException {
        boolean token = !credentials.identityToken().isEmpty();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ServerURL", credentials.server());
        fields.put("Username", token ? Credentials.TOKEN_USER : credentials.username());
        fields.put("Secret", token ? credentials.identityToken() : credentials.password());
        Answer answer = ask("store", JsonText.compact(fields));
        if (answer.code() != 0) {
            throw failure("store", answer);
        }
    }

    @Override
    public void erase(String server) throws CliException, IOException {
        Answer answer = ask("erase", server);
        if (answer.code() != 0 && !answer.text().equals(NOT_FOUND)) {
            throw failure("erase", answer);
        }
    }

    @Override
    public String plainFile() {
        return "";
    }

    private record Answer(int code, String text) {}

    private Answer ask(String verb, String input) throws CliException, IOException {
        Process process;
        try {
            ProcessBuilder helper = new ProcessBuilder(program, verb);
            UserEnvironment.restore(helper.environment());
            process = helper.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException _) {
            throw failure(verb, "exec: \"" + program + "\": executable file not found in $PATH", "");
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It answered without reading; what it says is told below.
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return new Answer(process.waitFor(), text);
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException("interrupted while waiting for " + program, e);
        }
    }

    private static CliException failure(String verb, Answer answer) {
        return failure(verb, "exit status " + answer.code(), answer.text());
    }

    private static CliException failure(String verb, String error, String out) {
        String doing = switch (verb) {
            case "get" -> "getting";
            case "store" -> "storing";
            default -> "erasing";
        };
        return new CliException("error " + doing + " credentials - err: " + error + ", out: `" + out + "`");
    }
}
