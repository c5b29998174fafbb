package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa rmi}, {@code proa image rm}. */
public final class RmiCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag force = flags.bool("force", 'f', "Remove it even if stopped containers use it");
    private final BoolFlag noPrune = flags.bool("no-prune", "Keep parents that have no name");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1, "[OPTIONS] IMAGE [IMAGE...]", "Remove one or more images", "image rm", "image remove", "rmi");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        List<String> errors = new ArrayList<>();
        boolean fatal = false;
        for (String name : arguments) {
            Query query = Query.of("/images/" + Query.segment(name))
                    .addIf(force.value(), "force")
                    .addIf(noPrune.value(), "noprune");
            try (var response = cli.api().request("DELETE", query, null)) {
                for (JsonObject deleted : JsonObject.objects(response.json())) {
                    String id = deleted.string("Deleted");
                    cli.println(id.isEmpty() ? "Untagged: " + deleted.string("Untagged") : "Deleted: " + id);
                }
            } catch (ApiException e) {
                fatal |= !e.isNotFound();
                errors.add(String.valueOf(e.getMessage()));
            }
        }
        if (errors.isEmpty()) {
            return;
        }
        String text = String.join("\n", errors);
        if (force.value() && !fatal) {
            cli.errln(text);
        } else {
            throw new CliException(text);
        }
    }
}
