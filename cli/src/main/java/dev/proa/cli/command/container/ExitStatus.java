package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.Response;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;

/** The daemon's pending answer on how a container ends. Close it. */
final class ExitStatus implements AutoCloseable {
    private static final int FAILED = 125;
    private final Response response;

    private ExitStatus(Response response) {
        this.response = response;
    }

    /**
     * Asks for the next end; the daemon is listening for it when this returns.
     *
     * @param removed whether to wait until the container is removed too
     */
    static ExitStatus of(Cli cli, String id, boolean removed) throws CliException, IOException {
        return new ExitStatus(cli.api()
                .post(Query.of("/containers/" + id + "/wait").add("condition", removed ? "removed" : "next-exit")));
    }

    /** Waits for the end. */
    int await(Cli cli) {
        try {
            JsonObject result = response.object();
            if (result.has("Error")) {
                cli.errln(
                        "Error waiting for container: " + result.object("Error").string("Message"));
                return FAILED;
            }
            return (int) result.number("StatusCode");
        } catch (IOException e) {
            cli.errln("error waiting for container: " + e.getMessage());
            return FAILED;
        }
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
