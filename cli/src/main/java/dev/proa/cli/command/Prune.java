package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.api.Query;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;

/** Removing what nobody uses. */
public final class Prune {
    private Prune() {}

    /**
     * What was removed.
     *
     * @param text what to print: a title and the names, or empty
     */
    public record Result(long bytes, String text) {}

    /**
     * Asks on the terminal, or of whatever standard input is.
     *
     * @return whether the answer was yes
     */
    public static boolean confirm(Cli cli, String question) throws IOException {
        return Prompt.line(cli, question + " [y/N] ").strip().equalsIgnoreCase("y");
    }

    /** Prunes containers, networks, volumes or the build cache, all of whose answers are lists of names. */
    public static Result names(Cli cli, String path, String list, String title, Filters filters)
            throws CliException, IOException {
        JsonObject report = post(cli, path, filters);
        StringBuilder text = new StringBuilder();
        for (String name : report.strings(list)) {
            text.append(text.isEmpty() ? title + ":\n" : "").append(name).append('\n');
        }
        return new Result(text.isEmpty() ? 0 : report.number("SpaceReclaimed"), text.toString());
    }

    /** Prunes images: those without a name, or all that no container uses. */
    public static Result images(Cli cli, boolean all, Filters filters) throws CliException, IOException {
        JsonObject report = post(cli, "/images/prune", filters.copy().add("dangling", Boolean.toString(!all)));
        StringBuilder text = new StringBuilder();
        for (JsonObject deleted : report.objects("ImagesDeleted")) {
            String untagged = deleted.string("Untagged");
            text.append(text.isEmpty() ? "Deleted Images:\n" : "")
                    .append(untagged.isEmpty() ? "deleted: " + deleted.string("Deleted") : "untagged: " + untagged)
                    .append('\n');
        }
        return new Result(text.isEmpty() ? 0 : report.number("SpaceReclaimed"), text.toString());
    }

    private static JsonObject post(Cli cli, String path, Filters filters) throws CliException, IOException {
        try (var response = cli.api().post(Query.of(path).add(filters))) {
            return response.object();
        }
    }
}
