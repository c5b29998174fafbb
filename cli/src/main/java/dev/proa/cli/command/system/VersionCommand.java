package dev.proa.cli.command.system;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.Version;
import dev.proa.cli.api.ApiClient;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.ObjectTemplate;
import dev.proa.cli.json.JsonNull;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code proa version}. */
public final class VersionCommand implements Command {
    private static final int LABEL_WIDTH = 20;
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", 'f', "", FormatHelp.OBJECT);

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Show the Proa version information");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        JsonObject server = null;
        String problem = "";
        try (var response = cli.api().get("/version")) {
            server = response.object();
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        String version = apiVersion(server);
        if (format.value().isEmpty()) {
            print(cli, server, version);
        } else {
            formatted(cli, server, version);
        }
        if (server == null) {
            throw new CliException(problem);
        }
    }

    /** What both sides know. */
    private static String apiVersion(@Nullable JsonObject server) {
        String theirs = server == null ? "" : server.string("ApiVersion");
        int dot = theirs.indexOf('.');
        int own = Integer.parseInt(ApiClient.VERSION.substring(2));
        try {
            return dot > 0 && Integer.parseInt(theirs.substring(dot + 1)) < own ? theirs : ApiClient.VERSION;
        } catch (NumberFormatException _) {
            return ApiClient.VERSION;
        }
    }

    private static Map<String, Object> client(String apiVersion) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("Version", Version.CURRENT);
        client.put("ApiVersion", apiVersion);
        client.put("DefaultAPIVersion", ApiClient.VERSION);
        client.put("JavaVersion", Runtime.version().toString());
        client.put("Os", "linux");
        client.put("Arch", Version.architecture());
        client.put("Context", "default");
        return client;
    }

    private void formatted(Cli cli, @Nullable JsonObject server, String version) throws CliException {
        if (server != null) {
            for (JsonObject component : server.objects("Components")) {
                if (component.string("Name").equals("Engine")) {
                    Map<String, Object> details = component.object("Details").fields();
                    details.computeIfPresent("BuildTime", (_, time) -> built(time.toString()));
                }
            }
        }
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("Client", client(version));
        both.put("Server", server == null ? JsonNull.NULL : server.fields());
        ObjectTemplate template;
        try {
            template = ObjectTemplate.parsePlain("version", format.value());
        } catch (CliException e) {
            throw new CliException(ObjectTemplate.EXIT_CODE, "template parsing error: " + e.text());
        }
        try {
            cli.out().append(template.applyTyped("version", both));
        } finally {
            cli.println("");
        }
    }

    private static void print(Cli cli, @Nullable JsonObject server, String version) {
        cli.println("Client:");
        line(cli, 1, "Version", Version.CURRENT);
        line(
                cli,
                1,
                "API version",
                version.equals(ApiClient.VERSION) ? version : version + " (downgraded from " + ApiClient.VERSION + ")");
        line(cli, 1, "Java version", Runtime.version().toString());
        line(cli, 1, "OS/Arch", "linux/" + Version.architecture());
        line(cli, 1, "Context", "default");
        if (server == null) {
            return;
        }
        String platform = server.object("Platform").string("Name");
        cli.println("");
        cli.println("Server:" + (platform.isEmpty() ? "" : " " + platform));
        List<JsonObject> components = server.objects("Components");
        if (components.isEmpty()) {
            engine(cli, "Engine", server.string("Version"), server);
        }
        for (JsonObject component : components) {
            JsonObject details = component.object("Details");
            if (component.string("Name").equals("Engine")) {
                engine(cli, "Engine", component.string("Version"), details);
            } else {
                cli.println(" " + component.string("Name") + ":");
                line(cli, 2, "Version", component.string("Version"));
                for (String detail : details.fields().keySet()) {
                    line(cli, 2, detail, details.string(detail));
                }
            }
        }
    }

    private static void engine(Cli cli, String name, String version, JsonObject details) {
        cli.println(" " + name + ":");
        line(cli, 2, "Version", version);
        String least = details.string("MinAPIVersion");
        line(
                cli,
                2,
                "API version",
                details.string("ApiVersion") + (least.isEmpty() ? "" : " (minimum version " + least + ")"));
        String runtime = details.string("GoVersion");
        if (runtime.startsWith("go")) {
            line(cli, 2, "Go version", runtime);
        } else if (!runtime.isEmpty()) {
            line(cli, 2, "Java version", runtime);
        }
        line(cli, 2, "Git commit", details.string("GitCommit"));
        line(cli, 2, "Built", built(details.string("BuildTime")));
        line(cli, 2, "OS/Arch", details.string("Os") + "/" + details.string("Arch"));
        line(cli, 2, "Experimental", details.string("Experimental").equals("true") ? "true" : "false");
    }

    /** As Go's ANSIC layout: {@code Mon Jan _2 15:04:05 2006}. */
    private static String built(String time) {
        try {
            return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
                    .format(OffsetDateTime.parse(time));
        } catch (DateTimeException _) {
            return time;
        }
    }

    private static void line(Cli cli, int indent, String label, String value) {
        StringBuilder line = new StringBuilder();
        line.repeat(' ', indent).append(label).append(':');
        line.repeat(' ', Math.max(1, LABEL_WIDTH - line.length()));
        cli.println(line.append(value).toString());
    }
}
