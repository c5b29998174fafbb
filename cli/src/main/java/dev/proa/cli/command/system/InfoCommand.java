package dev.proa.cli.command.system;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.Version;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.ObjectTemplate;
import dev.proa.cli.format.Units;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa info}. */
public final class InfoCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", 'f', "", FormatHelp.OBJECT);

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Display system-wide information", "system info", "info");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (!format.value().isEmpty()) {
            formatted(cli);
            return;
        }
        cli.println("Client:");
        cli.println(" Version:    " + Version.CURRENT);
        cli.println(" Context:    default");
        cli.println(" Debug Mode: false");
        cli.println("");
        cli.println("Server:");
        try (var response = cli.api().get("/info")) {
            server(cli, response.object());
        } catch (ApiException e) {
            cli.errln("ERROR: " + e.getMessage());
            throw new CliException("errors pretty printing info");
        }
    }

    private void formatted(Cli cli) throws CliException, IOException {
        ObjectTemplate template = ObjectTemplate.parse(format.value());
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("Debug", false);
        client.put("Version", Version.CURRENT);
        client.put("Context", "default");
        client.put("Plugins", List.of());
        try (var response = cli.api().get("/info")) {
            Map<String, Object> info = new LinkedHashMap<>(response.object().fields());
            info.put("ClientInfo", client);
            try {
                cli.out().append(template.applyTyped("info", info));
            } finally {
                cli.println("");
            }
        }
    }

    private static void server(Cli cli, JsonObject info) {
        cli.println(" Containers: " + info.number("Containers"));
        cli.println("  Running: " + info.number("ContainersRunning"));
        cli.println("  Paused: " + info.number("ContainersPaused"));
        cli.println("  Stopped: " + info.number("ContainersStopped"));
        cli.println(" Images: " + info.number("Images"));
        given(cli, "Server Version", info.string("ServerVersion"));
        given(cli, "Storage Driver", info.string("Driver"));
        for (Object pair : info.array("DriverStatus")) {
            if (pair instanceof List<?> both && both.size() == 2) {
                cli.println("  " + both.get(0) + ": " + both.get(1));
            }
        }
        given(cli, "Logging Driver", info.string("LoggingDriver"));
        given(cli, "Cgroup Driver", info.string("CgroupDriver"));
        given(cli, "Cgroup Version", info.string("CgroupVersion"));
        plugins(cli, info);
        JsonObject swarm = info.object("Swarm");
        cli.println(" Swarm: " + swarm.string("LocalNodeState"));
        JsonObject runtimes = info.object("Runtimes");
        if (!runtimes.fields().isEmpty()) {
            cli.println(" Runtimes: " + String.join(" ", runtimes.fields().keySet()));
            cli.println(" Default Runtime: " + info.string("DefaultRuntime"));
        }
        if (info.string("OSType").equals("linux")) {
            cli.println(" Init Binary: " + info.string("InitBinary"));
            cli.println(
                    " containerd version: " + info.object("ContainerdCommit").string("ID"));
            cli.println(" runc version: " + info.object("RuncCommit").string("ID"));
            cli.println(" init version: " + info.object("InitCommit").string("ID"));
            security(cli, info.strings("SecurityOptions"));
        }
        host(cli, info);
    }

    private static void plugins(Cli cli, JsonObject info) {
        JsonObject plugins = info.object("Plugins");
        cli.println(" Plugins:");
        cli.println("  Volume: " + String.join(" ", plugins.strings("Volume")));
        cli.println("  Network: " + String.join(" ", plugins.strings("Network")));
        if (!plugins.strings("Authorization").isEmpty()) {
            cli.println("  Authorization: " + String.join(" ", plugins.strings("Authorization")));
        }
        cli.println("  Log: " + String.join(" ", plugins.strings("Log")));
        List<String> directories = info.strings("CDISpecDirs");
        if (!directories.isEmpty()) {
            cli.println(" CDI spec directories:");
            for (String directory : directories) {
                cli.println("  " + directory);
            }
        }
    }

    /** Each option is {@code name=seccomp,profile=builtin}. */
    private static void security(Cli cli, List<String> options) {
        if (options.isEmpty()) {
            return;
        }
        cli.println(" Security Options:");
        for (String option : options) {
            for (String part : option.split(",", -1)) {
                if (part.startsWith("name=")) {
                    cli.println("  " + part.substring("name=".length()));
                } else if (part.startsWith("profile=")) {
                    cli.println("   Profile: " + part.substring("profile=".length()));
                } else if (part.indexOf('=') < 0) {
                    cli.println("  " + part);
                }
            }
        }
    }

    private static void host(Cli cli, JsonObject info) {
        given(cli, "Kernel Version", info.string("KernelVersion"));
        given(cli, "Operating System", info.string("OperatingSystem"));
        given(cli, "OSType", info.string("OSType"));
        given(cli, "Architecture", info.string("Architecture"));
        cli.println(" CPUs: " + info.number("NCPU"));
        cli.println(" Total Memory: " + Units.binarySize(info.number("MemTotal")));
        given(cli, "Name", info.string("Name"));
        given(cli, "ID", info.string("ID"));
        cli.println(" Docker Root Dir: " + info.string("DockerRootDir"));
        cli.println(" Debug Mode: " + info.bool("Debug"));
        if (info.bool("Debug")) {
            cli.println("  File Descriptors: " + info.number("NFd"));
            cli.println("  Goroutines: " + info.number("NGoroutines"));
            cli.println("  System Time: " + info.string("SystemTime"));
            cli.println("  EventsListeners: " + info.number("NEventsListener"));
        }
        given(cli, "HTTP Proxy", info.string("HttpProxy"));
        given(cli, "HTTPS Proxy", info.string("HttpsProxy"));
        given(cli, "No Proxy", info.string("NoProxy"));
        List<String> labels = info.strings("Labels");
        if (!labels.isEmpty()) {
            cli.println(" Labels:");
            for (String label : labels) {
                cli.println("  " + label);
            }
        }
        cli.println(" Experimental: " + info.bool("ExperimentalBuild"));
        registries(cli, info.object("RegistryConfig"));
        cli.println(" Live Restore Enabled: " + info.bool("LiveRestoreEnabled"));
        given(cli, "Product License", info.string("ProductLicense"));
        List<JsonObject> pools = info.objects("DefaultAddressPools");
        if (!pools.isEmpty()) {
            cli.println(" Default Address Pools:");
            for (JsonObject pool : pools) {
                cli.println("   Base: " + pool.string("Base") + ", Size: " + pool.number("Size"));
            }
        }
        cli.println("");
        cli.flush();
        for (String warning : info.strings("Warnings")) {
            cli.errln(warning);
        }
    }

    private static void registries(Cli cli, JsonObject config) {
        JsonObject indexes = config.object("IndexConfigs");
        List<String> networks = config.strings("InsecureRegistryCIDRs");
        if (!networks.isEmpty() || !indexes.fields().isEmpty()) {
            cli.println(" Insecure Registries:");
            for (String name : indexes.fields().keySet()) {
                if (!indexes.object(name).bool("Secure")) {
                    cli.println("  " + indexes.object(name).string("Name"));
                }
            }
            for (String network : networks) {
                cli.println("  " + network);
            }
        }
        List<String> mirrors = config.strings("Mirrors");
        if (!mirrors.isEmpty()) {
            cli.println(" Registry Mirrors:");
            for (String mirror : mirrors) {
                cli.println("  " + mirror);
            }
        }
    }

    private static void given(Cli cli, String label, String value) {
        if (!value.isEmpty()) {
            cli.println(" " + label + ": " + value);
        }
    }
}
