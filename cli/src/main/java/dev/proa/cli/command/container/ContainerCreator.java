package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.ImageName;
import dev.proa.cli.command.ImagePull;
import dev.proa.cli.command.Progress;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Creates a container, pulling its image if need be: what {@code run} and {@code create} share. */
final class ContainerCreator {
    private final ContainerOptions options;
    private final StringFlag name;
    private final StringFlag pull;
    private final BoolFlag quiet;
    private final StringFlag platform;

    ContainerCreator(FlagSet flags) {
        options = new ContainerOptions(flags);
        name = flags.string("name", "Name of the container");
        pull = flags.string("pull", '\0', "missing", "When to pull the image (\"always\", \"missing\", \"never\")");
        quiet = flags.bool("quiet", 'q', "Don't show the progress of pulling");
        String preset = System.getenv("DOCKER_DEFAULT_PLATFORM");
        platform = flags.string("platform", '\0', preset == null ? "" : preset, "Platform of the image to use");
        // Content trust left Docker's engine; its flag is taken for old scripts, as the docker command takes it.
        flags.boolByDefault("disable-content-trust", '\0', "Skip image verification");
    }

    ContainerOptions options() {
        return options;
    }

    /** Fails if {@code --pull} has no known value. */
    void checkPull() throws CliException {
        switch (pull.value()) {
            case "always", "missing", "never", "" -> {}
            default ->
                throw new CliException("invalid pull option: '" + pull.value()
                        + "': must be one of \"always\", \"missing\" or \"never\"");
        }
    }

    /**
     * Creates it.
     *
     * @return its id
     */
    String create(Cli cli, String image, Map<String, Object> request) throws CliException, IOException {
        String cidFile = options.cidFile();
        if (!cidFile.isEmpty()) {
            openCidFile(cidFile);
        }
        boolean written = false;
        try {
            ImageName.check(image);
            if (pull.value().equals("always")) {
                pull(cli, image);
            }
            JsonObject created = post(cli, image, request);
            for (String warning : created.strings("Warnings")) {
                cli.errln("WARNING: " + warning);
            }
            warnOfLocalDns(cli, options.dnsServers());
            String id = created.string("Id");
            if (!cidFile.isEmpty()) {
                Files.writeString(Path.of(cidFile), id);
                written = true;
            }
            return id;
        } finally {
            if (!cidFile.isEmpty() && !written) {
                Files.deleteIfExists(Path.of(cidFile));
            }
        }
    }

    private static void openCidFile(String file) throws CliException, IOException {
        try {
            Files.write(Path.of(file), new byte[0], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            throw new CliException(
                    "container ID file found, make sure the other container isn't running or delete " + file);
        } catch (IOException e) {
            throw new CliException("failed to create the container ID file: open " + file + ": "
                    + (e instanceof java.nio.file.NoSuchFileException ? "no such file or directory" : e.toString()));
        }
    }

    private JsonObject post(Cli cli, String image, Map<String, Object> request) throws CliException, IOException {
        Query query = Query.of("/containers/create")
                .addIfGiven("name", name.value())
                .addIfGiven("platform", platform.value());
        try (var response = cli.api().postJson(query, request)) {
            return response.object();
        } catch (ApiException e) {
            if (!e.isNotFound() || ImageName.isId(image) || !pull.value().equals("missing")) {
                throw e;
            }
        }
        if (!quiet.value()) {
            cli.errln("Unable to find image '" + ImageName.withTag(image) + "' locally");
        }
        pull(cli, image);
        try (var response = cli.api().postJson(query, request)) {
            return response.object();
        }
    }

    private void pull(Cli cli, String image) throws CliException, IOException {
        cli.flush();
        try (var response = ImagePull.begin(cli, ImageName.withTag(image), platform.value())) {
            Progress.show(cli, response, cli.err(), Tty.isTerminal(2), quiet.value());
        }
    }

    private static void warnOfLocalDns(Cli cli, List<String> servers) {
        for (String server : servers) {
            if (InetAddress.ofLiteral(server).isLoopbackAddress()) {
                cli.errln("WARNING: Localhost DNS (" + server + ") may fail in containers.");
                return;
            }
        }
    }
}
