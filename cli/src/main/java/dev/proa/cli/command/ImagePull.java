package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.Response;
import dev.proa.cli.registry.CredentialStores;
import java.io.IOException;

/** The request to pull. */
public final class ImagePull {
    /** The header with the credentials for the registry. */
    public static final String AUTH_HEADER = "X-Registry-Auth";

    private ImagePull() {}

    /**
     * Sends the request with the user's credentials for the image's registry. The caller closes the answer.
     *
     * @param name familiar; without tag and digest all of a repository's tags are meant
     * @param platform empty: the daemon's
     */
    public static Response begin(Cli cli, String name, String platform) throws CliException, IOException {
        Query query = Query.of("/images/create")
                .add("fromImage", ImageName.repository(name))
                .addIfGiven("tag", ImageName.version(name))
                .addIfGiven("platform", platform);
        String credentials = CredentialStores.forImage(cli, name).header();
        cli.flush();
        return cli.api().post(query, AUTH_HEADER, credentials);
    }
}
