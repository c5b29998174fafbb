package dev.proa.cli.command.system;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.Timestamp;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FilterFlag;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.ObjectTemplate;
import dev.proa.cli.format.Text;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code proa events}. */
public final class EventsCommand implements Command {
    private static final long NANOS = 1_000_000_000L;
    private final FlagSet flags = new FlagSet();
    private final ListFlag filter = flags.add(new FilterFlag('f', "Show only what matches, e.g. type=container"));
    private final StringFlag format = flags.string("format", FormatHelp.OBJECT);
    private final StringFlag since = flags.string("since", "Begin with what happened at this time");
    private final StringFlag until = flags.string("until", "End with what happens at this time");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Get real time events from the server", "system events", "events");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        ObjectTemplate template = template();
        Query query = Query.of("/events");
        try {
            if (!since.value().isEmpty()) {
                query.add("since", Timestamp.of(since.value()));
            }
            if (!until.value().isEmpty()) {
                query.add("until", Timestamp.of(until.value()));
            }
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
        query.add(Filters.of(filter.values()));
        try (var response = cli.api().get(query)) {
            JsonSequence events = Json.sequence(response.body());
            for (JsonObject event = events.next(); event != null; event = events.next()) {
                cli.println(template == null ? line(event) : template.applyTyped("event", event.fields()));
                cli.flush();
            }
        }
    }

    private @Nullable ObjectTemplate template() throws CliException {
        if (format.value().isEmpty()) {
            return null;
        }
        try {
            ObjectTemplate template = ObjectTemplate.parsePlain("", format.value());
            // A field that no event has is told now, not at the first event.
            template.applyTyped("*event", Map.of());
            return template;
        } catch (CliException e) {
            throw new CliException(ObjectTemplate.EXIT_CODE, "Error parsing format: " + e.text());
        }
    }

    private static String line(JsonObject event) {
        StringBuilder line = new StringBuilder();
        long nano = event.number("timeNano");
        if (nano != 0) {
            line.append(Text.rfc3339(nano / NANOS, (int) (nano % NANOS), true)).append(' ');
        } else if (event.number("time") != 0) {
            line.append(Text.rfc3339(event.number("time"), 0, true)).append(' ');
        }
        JsonObject actor = event.object("Actor");
        line.append(event.string("Type")).append(' ').append(event.string("Action"));
        line.append(' ').append(actor.string("ID"));
        JsonObject attributes = actor.object("Attributes");
        if (!attributes.fields().isEmpty()) {
            List<String> pairs = new ArrayList<>();
            List<String> names = new ArrayList<>(attributes.fields().keySet());
            names.sort(null);
            for (String name : names) {
                pairs.add(name + "=" + attributes.string(name));
            }
            line.append(" (").append(String.join(", ", pairs)).append(')');
        }
        return line.toString();
    }
}
