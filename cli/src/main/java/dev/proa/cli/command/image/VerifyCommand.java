package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonText;
import java.io.IOException;
import java.util.List;

/** {@code proa image verify}, which Docker does not have. */
public final class VerifyCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", "\"json\" prints the whole report as JSON");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Check all images' blobs and unpacked layers against their digests");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        boolean json = format.value().equals("json");
        if (!json && !format.value().isEmpty()) {
            throw new CliException("--format knows only json");
        }
        JsonObject report;
        try (var response = cli.api().get("/proa/images/verify")) {
            report = response.object();
        }
        List<JsonObject> damaged = report.objects("Damaged");
        if (json) {
            cli.println(JsonText.compact(report.fields()).strip());
        } else {
            for (JsonObject one : damaged) {
                for (String problem : one.strings("Problems")) {
                    cli.println(one.string("Kind") + " " + one.string("ID") + ": " + problem);
                }
            }
        }
        if (!damaged.isEmpty()) {
            throw new CliException(damaged.size() + " damaged; used by "
                    + damaged.stream()
                            .flatMap(one -> one.strings("Images").stream())
                            .distinct()
                            .count()
                    + " images");
        }
        if (!json) {
            cli.println("All is as it should be: " + report.number("Blobs") + " blobs, " + report.number("Layers")
                    + " layers");
        }
    }
}
