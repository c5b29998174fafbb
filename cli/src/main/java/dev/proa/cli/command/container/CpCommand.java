package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.RequestBody;
import dev.proa.cli.api.Response;
import dev.proa.cli.api.StreamBody;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.copy.CountingInput;
import dev.proa.cli.copy.LocalDestination;
import dev.proa.cli.copy.LocalSource;
import dev.proa.cli.copy.Paths;
import dev.proa.cli.copy.Place;
import dev.proa.cli.copy.Plan;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.format.Units;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code proa cp}. */
public final class CpCommand implements Command {
    // Go's os.FileMode.
    private static final long DIRECTORY = 1L << 31;
    private static final long SYMLINK = 1L << 27;
    private static final long DEVICE = 1L << 26;
    private static final long IRREGULAR = 1L << 25 | 1L << 24;

    private final FlagSet flags = new FlagSet();
    private final BoolFlag archive =
            flags.bool("archive", 'a', "Keep owners and groups when copying out, give the container's user's when in");
    private final BoolFlag followLink = flags.bool("follow-link", 'L', "Copy what a link in SRC_PATH leads to");
    private final BoolFlag quiet =
            flags.bool("quiet", 'q', "Don't tell how much was copied; without a terminal it is not told anyway");

    @Override
    public Usage usage() {
        return Usage.exactly(
                2,
                "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-",
                "Copy files/folders between a container and the local filesystem",
                "container cp",
                "cp");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    private record Argument(@Nullable String container, String path) {
        static Argument of(String text) {
            int colon = text.indexOf(':');
            if (text.startsWith("/") || text.startsWith(".") || colon < 0) {
                return new Argument(null, text);
            }
            String container = text.substring(0, colon);
            return new Argument(container.isEmpty() ? null : container, text.substring(colon + 1));
        }
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (arguments.getFirst().isEmpty()) {
            throw new CliException("source can not be empty");
        }
        if (arguments.get(1).isEmpty()) {
            throw new CliException("destination can not be empty");
        }
        Argument source = Argument.of(arguments.getFirst());
        Argument destination = Argument.of(arguments.get(1));
        String from = source.container();
        String to = destination.container();
        if (from != null && to != null) {
            throw new CliException("copying between containers is not supported");
        }
        if (from != null) {
            copyOut(cli, from, source.path(), destination.path());
        } else if (to != null) {
            copyIn(cli, source.path(), to, destination.path());
        } else {
            throw new CliException("must specify at least one container source");
        }
    }

    private static Query archive(String container, String path) throws CliException {
        return Query.of(Containers.path(container, "/archive")).add("path", path);
    }

    private static JsonObject status(Response response) throws IOException {
        byte[] json = Base64.getDecoder().decode(response.header("X-Docker-Container-Path-Stat"));
        return JsonObject.of(Json.parse(json));
    }

    /** What is at a path, null if it cannot be told: a later request then says why. */
    private static @Nullable JsonObject look(Cli cli, String container, String path) throws CliException, IOException {
        try (Response response = cli.api().request("HEAD", archive(container, path), null)) {
            return status(response);
        } catch (ApiException absent) {
            return null;
        }
    }

    private void tell(Cli cli, long bytes, String where) {
        if (!quiet.value() && Tty.isTerminal(2)) {
            cli.errln("Successfully copied " + Units.shortSize(bytes) + " to " + where);
        }
    }

    // Out ------------------------------------------------------------------------------------------------------------

    private void copyOut(Cli cli, String container, String written, String target) throws CliException, IOException {
        boolean stream = target.equals("-");
        String local = stream ? target : Paths.local(target);
        if (!stream) {
            validate(local);
        }
        Place source = new Place(written, true, false, "");
        if (followLink.value()) {
            JsonObject link = look(cli, container, written);
            if (link != null && (link.number("mode") & SYMLINK) != 0) {
                source = Place.followed(written, link.string("linkTarget"), false);
            }
        }
        try (Response response = cli.api().get(archive(container, source.path()))) {
            if (stream) {
                cli.flush();
                response.body().transferTo(cli.rawOut());
                return;
            }
            boolean directory = (status(response).number("mode") & DIRECTORY) != 0;
            CountingInput content = new CountingInput(response.body());
            Place from = new Place(source.path(), true, directory, source.rebaseName());
            unpack(from, Place.destination(local), content);
            tell(cli, content.count(), local);
        }
    }

    private static void validate(String path) throws CliException {
        Path clean = Path.of(Paths.clean(path));
        Path directory = clean.getParent();
        if (directory != null && !Files.exists(directory)) {
            throw new CliException("invalid output path: directory \"" + directory + "\" does not exist");
        }
        if (Files.exists(clean) && !Files.isDirectory(clean) && !Files.isRegularFile(clean)) {
            throw new CliException("invalid output path: \"" + path + "\" must be a directory or a regular file");
        }
    }

    private void unpack(Place source, Place destination, CountingInput content) throws CliException, IOException {
        Plan plan = Plan.of(source, destination);
        if (!source.rebaseName().isEmpty()) {
            // The archive has the name of what the link leads to; in a directory it gets the link's.
            String to = plan.to().isEmpty() ? source.rebaseName() : plan.to();
            plan = new Plan(plan.directory(), Paths.name(source.path()), to);
        }
        new LocalDestination(plan, archive.value()).unpack(content);
    }

    // In -------------------------------------------------------------------------------------------------------------

    private void copyIn(Cli cli, String written, String container, String target) throws CliException, IOException {
        String path = target;
        JsonObject status = look(cli, container, target);
        if (status != null && (status.number("mode") & SYMLINK) != 0) {
            path = status.string("linkTarget");
            status = look(cli, container, path);
        }
        long mode = status == null ? 0 : status.number("mode");
        String shown = container + ":" + target;
        if ((mode & (DEVICE | IRREGULAR)) != 0) {
            String what = (mode & DEVICE) != 0 ? "got a device" : "got an irregular file";
            throw new CliException("destination \"" + shown + "\" must be a directory or a regular file: " + what);
        }
        Place destination = new Place(path, status != null, (mode & DIRECTORY) != 0, "");
        if (written.equals("-")) {
            if (!destination.directory()) {
                throw new CliException("destination \"" + shown + "\" must be a directory");
            }
            send(cli, container, path, new StreamBody("application/x-tar", cli.in()));
            return;
        }
        Place source = Place.source(Paths.local(written), followLink.value());
        Plan plan = Plan.of(source, destination);
        LocalSource files = new LocalSource(source, plan);
        send(cli, container, plan.directory(), files);
        tell(cli, files.sent(), container + ":" + path);
    }

    private void send(Cli cli, String container, String path, RequestBody body) throws CliException, IOException {
        Query query = archive(container, path).add("noOverwriteDirNonDir", "true");
        if (archive.value()) {
            query.add("copyUIDGID", "true");
        }
        cli.api().request("PUT", query, body).close();
    }
}
