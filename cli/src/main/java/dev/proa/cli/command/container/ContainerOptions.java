package dev.proa.cli.command.container;

import dev.proa.cli.CliException;
import dev.proa.cli.command.Files;
import dev.proa.cli.command.KeyValues;
import dev.proa.cli.command.container.CheckedListFlag.Form;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonNull;
import dev.proa.cli.json.JsonText;
import dev.proa.cli.json.MalformedJsonException;
import dev.proa.cli.stream.Terminal;
import dev.proa.cli.stream.WindowSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flags of {@code run} and {@code create} that describe the container, and the API's request they make. */
final class ContainerOptions {
    private final FlagSet flags;
    private final List<NetworkFlag.Attachment> networks = new ArrayList<>();
    private final ListFlag attach;
    private final ListFlag volumes;
    private final ListFlag tmpfs;
    private final Mounts mounts;
    private final ListFlag env;
    private final ListFlag envFile;
    private final ListFlag labels;
    private final ListFlag labelFile;
    private final ListFlag annotations;
    private final StringFlag entrypoint;
    private final ListFlag groupAdd;
    private final StringFlag hostname;
    private final StringFlag domainname;
    private final BoolFlag interactive;
    private final BoolFlag readOnly;
    private final StringFlag restart;
    private final StringFlag stopSignal;
    private final NumberFlag stopTimeout;
    private final ListFlag sysctls;
    private final BoolFlag tty;
    private final ListFlag ulimits;
    private final StringFlag user;
    private final StringFlag workdir;
    private final BoolFlag autoRemove;
    private final ListFlag capAdd;
    private final ListFlag capDrop;
    private final BoolFlag privileged;
    private final ListFlag securityOpt;
    private final StringFlag userns;
    private final StringFlag cgroupns;
    private final ListFlag extraHosts;
    private final ListFlag dns;
    private final ListFlag dnsOption;
    private final ListFlag dnsOpt;
    private final ListFlag dnsSearch;
    private final ListFlag expose;
    private final StringFlag ip;
    private final StringFlag ip6;
    private final ListFlag links;
    private final ListFlag linkLocal;
    private final StringFlag macAddress;
    private final ListFlag publish;
    private final BoolFlag publishAll;
    private final ListFlag networkAlias;
    private final ListFlag netAlias;
    private final StringFlag logDriver;
    private final ListFlag logOpt;
    private final StringFlag volumeDriver;
    private final ListFlag storageOpt;
    private final ListFlag volumesFrom;
    private final StringFlag cidFile;
    private final StringFlag ipc;
    private final StringFlag pid;
    private final StringFlag uts;
    private final StringFlag isolation;
    private final StringFlag runtime;
    private final BoolFlag init;
    private final SizeFlag shmSize;
    private final HealthFlags health;
    private final ResourceFlags resources;

    ContainerOptions(FlagSet flags) {
        this.flags = flags;
        attach = checked("attach", 'a', Form.STREAM, "Streams to attach: stdin, stdout, stderr");
        env = checked("env", 'e', Form.ENVIRONMENT, "Set an environment variable");
        envFile = flags.list("env-file", "Read environment variables from a file");
        entrypoint = flags.string("entrypoint", "Run this instead of the image's entrypoint");
        groupAdd = flags.list("group-add", "Join a group in addition");
        hostname = flags.string("hostname", 'h', "", "Host name inside the container");
        domainname = flags.string("domainname", "NIS domain name inside the container");
        interactive = flags.bool("interactive", 'i', "Keep standard input open");
        labels = checked("label", 'l', Form.LABEL, "Set a label");
        labelFile = flags.list("label-file", "Read labels from a file");
        annotations = flags.add(new ListFlag("annotation", '\0', "map", "Add an annotation for the OCI runtime"));
        readOnly = flags.bool("read-only", "Mount the root file system read-only");
        restart = flags.string("restart", '\0', "no", "When to start it again after it ends");
        stopSignal = flags.string("stop-signal", "Signal that stops it");
        stopTimeout = flags.integer("stop-timeout", '\0', 0, "Seconds between the stop signal and SIGKILL");
        sysctls = flags.add(new CheckedListFlag("sysctl", '\0', "map", Form.SYSCTL, "Set a kernel parameter"));
        tty = flags.bool("tty", 't', "Give it a terminal");
        ulimits = flags.add(new CheckedListFlag("ulimit", '\0', "ulimit", Form.ULIMIT, "Set a resource limit"));
        user = flags.string("user", 'u', "", "Run as this user (name|uid[:group|gid])");
        workdir = flags.string("workdir", 'w', "", "Working directory inside the container");
        autoRemove = flags.bool("rm", "Remove it and its anonymous volumes when it ends");
        capAdd = flags.list("cap-add", "Add a Linux capability");
        capDrop = flags.list("cap-drop", "Take a Linux capability away");
        privileged = flags.bool("privileged", "Give it all privileges");
        securityOpt = flags.list("security-opt", "Set a security option");
        userns = flags.string("userns", "User namespace to use");
        cgroupns = flags.string("cgroupns", "Cgroup namespace to use (host|private)");
        extraHosts = checked("add-host", '\0', Form.EXTRA_HOST, "Add a line to /etc/hosts (host:ip)");
        dns = checked("dns", '\0', Form.ADDRESS, "Use this DNS server");
        dnsOption = flags.list("dns-option", "Set a DNS option");
        dnsOpt = flags.list("dns-opt", "Set a DNS option");
        dnsOpt.hide();
        dnsSearch = checked("dns-search", '\0', Form.DNS_SEARCH, "Search names in this domain");
        expose = flags.list("expose", "Expose a port or a range of ports");
        ip = flags.string("ip", "IPv4 address");
        ip6 = flags.string("ip6", "IPv6 address");
        links = checked("link", '\0', Form.LINK, "Link to another container");
        linkLocal = flags.list("link-local-ip", "Link-local address");
        macAddress = flags.string("mac-address", "MAC address");
        publish = flags.list("publish", 'p', "Publish a port on the host");
        publishAll = flags.bool("publish-all", 'P', "Publish all exposed ports on random ones");
        flags.add(new NetworkFlag("net", networks)).hide();
        flags.add(new NetworkFlag("network", networks));
        networkAlias = flags.list("network-alias", "Another name of it in the network");
        netAlias = flags.list("net-alias", "Another name of it in the network");
        netAlias.hide();
        logDriver = flags.string("log-driver", "Where its output is logged");
        volumeDriver = flags.string("volume-driver", "Driver of the volumes it makes");
        logOpt = flags.list("log-opt", "Set an option of the log driver");
        storageOpt = flags.list("storage-opt", "Set an option of the storage driver");
        tmpfs = flags.list("tmpfs", "Mount a tmpfs");
        volumesFrom = flags.list("volumes-from", "Mount the volumes of another container");
        volumes = flags.list("volume", 'v', "Mount a volume or a directory of the host");
        mounts = flags.add(new Mounts());
        cidFile = flags.string("cidfile", "Write the container's id to this file");
        ipc = flags.string("ipc", "IPC namespace to use");
        pid = flags.string("pid", "PID namespace to use");
        uts = flags.string("uts", "UTS namespace to use");
        isolation = flags.string("isolation", "Isolation technology");
        runtime = flags.string("runtime", "OCI runtime to use");
        init = flags.bool("init", "Run an init that passes signals on and reaps processes");
        shmSize = flags.add(new SizeFlag("shm-size", '\0', false, "Size of /dev/shm"));
        health = new HealthFlags(flags);
        resources = new ResourceFlags(flags);
    }

    private ListFlag checked(String name, char shorthand, Form form, String usage) {
        return flags.add(new CheckedListFlag(name, shorthand, "list", form, usage));
    }

    boolean tty() {
        return tty.value();
    }

    boolean autoRemove() {
        return autoRemove.value();
    }

    String cidFile() {
        return cidFile.value();
    }

    List<String> dnsServers() {
        return dns.values();
    }

    /** Whether {@code --attach} was given. */
    boolean attachGiven() {
        return !attach.values().isEmpty();
    }

    boolean attachStdin() {
        return attach.values().contains("stdin") || interactive.value();
    }

    boolean attachStdout() {
        return !attachGiven() || attach.values().contains("stdout");
    }

    boolean attachStderr() {
        return !attachGiven() || attach.values().contains("stderr");
    }

    /**
     * The body of the create request.
     *
     * @param command what runs in the container; empty for the image's own
     * @param detached whether none of its streams is attached, whatever the flags say
     * @throws CliException if values contradict each other or are malformed
     */
    Map<String, Object> request(String image, List<String> command, boolean detached) throws CliException, IOException {
        if (autoRemove.value() && !restart.value().isEmpty() && !restart.value().equals("no")) {
            throw new CliException("conflicting options: cannot specify both --restart and --rm");
        }
        PortSpecs ports = PortSpecs.of(publish.values());
        for (String port : expose.values()) {
            ports.expose(port);
        }
        List<String> anonymous = new ArrayList<>();
        List<Object> binds = binds(anonymous);
        Map<String, Object> body = config(image, command, detached, ports, anonymous);
        body.put("HostConfig", hostConfig(ports, binds));
        Map<String, Object> networking = new LinkedHashMap<>();
        networking.put("EndpointsConfig", endpoints());
        body.put("NetworkingConfig", networking);
        return body;
    }

    private Map<String, Object> config(
            String image, List<String> command, boolean detached, PortSpecs ports, List<String> anonymous)
            throws CliException, IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        boolean stdin = attachStdin() && !detached;
        config.put("Hostname", hostname.value());
        config.put("Domainname", domainname.value());
        config.put("User", user.value());
        config.put("AttachStdin", stdin);
        config.put("AttachStdout", attachStdout() && !detached);
        config.put("AttachStderr", attachStderr() && !detached);
        config.put("Tty", tty.value());
        config.put("OpenStdin", interactive.value());
        // Input that came from this client alone ends with it.
        config.put("StdinOnce", interactive.value() && stdin);
        List<String> environment = new ArrayList<>();
        for (String file : envFile.values()) {
            KeyValueFile.read(file, true, environment);
        }
        environment.addAll(env.values());
        config.put("Env", environment);
        config.put("Cmd", command.isEmpty() ? JsonNull.NULL : command);
        config.put("Image", image);
        config.put("Volumes", set(anonymous));
        config.put("WorkingDir", workdir.value());
        if (!entrypoint.value().isEmpty()) {
            config.put("Entrypoint", List.of(entrypoint.value()));
        } else if (entrypoint.changed()) {
            config.put("Entrypoint", List.of(""));
        } else {
            config.put("Entrypoint", JsonNull.NULL);
        }
        List<String> pairs = new ArrayList<>();
        for (String file : labelFile.values()) {
            KeyValueFile.read(file, false, pairs);
        }
        pairs.addAll(labels.values());
        config.put("Labels", KeyValues.map(pairs));
        if (!ports.exposed().isEmpty()) {
            config.put("ExposedPorts", ports.exposed());
        }
        if (!macAddress.value().isEmpty()) {
            config.put("MacAddress", mac(macAddress.value()));
        }
        if (!stopSignal.value().isEmpty()) {
            config.put("StopSignal", stopSignal.value());
        }
        if (stopTimeout.changed()) {
            config.put("StopTimeout", stopTimeout.value());
        }
        health.addTo(config);
        return config;
    }

    private Map<String, Object> hostConfig(PortSpecs ports, List<Object> binds) throws CliException, IOException {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("Binds", binds.isEmpty() ? JsonNull.NULL : binds);
        host.put("ContainerIDFile", cidFile.value());
        host.put("LogConfig", logConfig());
        host.put("NetworkMode", networks.isEmpty() ? "default" : networks.getFirst().target);
        host.put("PortBindings", ports.bindings());
        host.put("RestartPolicy", restartPolicy());
        host.put("AutoRemove", autoRemove.value());
        WindowSize window = tty.value() ? Terminal.windowSize() : null;
        if (window != null) {
            host.put("ConsoleSize", List.of(window.rows(), window.columns()));
        }
        host.put("VolumeDriver", volumeDriver.value());
        host.put("VolumesFrom", listOrNull(volumesFrom.values()));
        host.put("CapAdd", listOrNull(capAdd.values()));
        host.put("CapDrop", listOrNull(capDrop.values()));
        host.put("CgroupnsMode", cgroupns());
        host.put("Dns", dns.values());
        List<String> dnsOptions = new ArrayList<>(dnsOption.values());
        dnsOptions.addAll(dnsOpt.values());
        host.put("DnsOptions", dnsOptions);
        host.put("DnsSearch", dnsSearch.values());
        host.put("ExtraHosts", listOrNull(extraHosts.values()));
        host.put("GroupAdd", listOrNull(groupAdd.values()));
        host.put("IpcMode", ipc.value());
        host.put("Links", listOrNull(links.values()));
        host.put("PidMode", pid());
        host.put("Privileged", privileged.value());
        host.put("PublishAllPorts", publishAll.value());
        host.put("ReadonlyRootfs", readOnly.value());
        security(host);
        host.put("UTSMode", hostOrEmpty(uts, "--uts: invalid UTS mode"));
        host.put("UsernsMode", hostOrEmpty(userns, "--userns: invalid USER mode"));
        host.put("ShmSize", shmSize.bytes());
        if (!storageOpt.values().isEmpty()) {
            for (String option : storageOpt.values()) {
                if (option.indexOf('=') < 0) {
                    throw new CliException("invalid storage option");
                }
            }
            host.put("StorageOpt", KeyValues.map(storageOpt.values()));
        }
        if (!tmpfs.values().isEmpty()) {
            host.put("Tmpfs", tmpfs());
        }
        if (!sysctls.values().isEmpty()) {
            host.put("Sysctls", KeyValues.map(sysctls.values()));
        }
        if (!annotations.values().isEmpty()) {
            host.put("Annotations", KeyValues.map(annotations.values()));
        }
        if (!runtime.value().isEmpty()) {
            host.put("Runtime", runtime.value());
        }
        host.put("Isolation", isolation.value());
        if (!mounts.toJson().isEmpty()) {
            host.put("Mounts", mounts.toJson());
        }
        if (init.changed()) {
            host.put("Init", init.value());
        }
        host.put("Ulimits", Ulimits.toJson(ulimits.values()));
        resources.addTo(host);
        return host;
    }

    private String pid() throws CliException {
        String mode = pid.value();
        boolean valid = mode.isEmpty() || mode.equals("host") || (mode.startsWith("container:") && mode.length() > 10);
        if (!valid) {
            throw new CliException("--pid: invalid PID mode");
        }
        return mode;
    }

    private String cgroupns() throws CliException {
        return switch (cgroupns.value()) {
            case "", "host", "private" -> cgroupns.value();
            default -> throw new CliException("--cgroupns: invalid CGROUP mode");
        };
    }

    private static String hostOrEmpty(StringFlag flag, String error) throws CliException {
        if (!flag.value().isEmpty() && !flag.value().equals("host")) {
            throw new CliException(error);
        }
        return flag.value();
    }

    private Map<String, Object> logConfig() throws CliException {
        if (logDriver.value().equals("none") && !logOpt.values().isEmpty()) {
            throw new CliException("invalid logging opts for driver " + logDriver.value());
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("Type", logDriver.value());
        config.put("Config", KeyValues.map(logOpt.values()));
        return config;
    }

    private Map<String, Object> restartPolicy() throws CliException {
        String policy = restart.value();
        int colon = policy.indexOf(':');
        Map<String, Object> json = new LinkedHashMap<>();
        if (colon == 0) {
            throw new CliException("invalid restart policy format: no policy provided before colon");
        }
        long retries = 0;
        if (colon > 0 && colon < policy.length() - 1) {
            try {
                retries = Integer.parseInt(policy.substring(colon + 1));
            } catch (NumberFormatException _) {
                throw new CliException("invalid restart policy format: maximum retry count must be an integer");
            }
        }
        json.put("Name", colon < 0 ? policy : policy.substring(0, colon));
        json.put("MaximumRetryCount", retries);
        return json;
    }

    private void security(Map<String, Object> host) throws CliException, IOException {
        List<Object> options = new ArrayList<>();
        for (String option : securityOpt.values()) {
            if (option.equals("systempaths=unconfined")) {
                host.put("MaskedPaths", List.of());
                host.put("ReadonlyPaths", List.of());
                continue;
            }
            int split = option.indexOf('=');
            if (split < 0 && !option.equals("no-new-privileges")) {
                split = option.indexOf(':');
            }
            String key = split < 0 ? option : option.substring(0, split);
            String value = split < 0 ? "" : option.substring(split + 1);
            if (value.isEmpty() && !key.equals("no-new-privileges")) {
                throw new CliException("invalid --security-opt: \"" + option + "\"");
            }
            boolean named = value.equals("builtin") || value.equals("unconfined");
            options.add(key.equals("seccomp") && !named ? "seccomp=" + seccompProfile(value) : option);
        }
        host.put("SecurityOpt", options.isEmpty() ? JsonNull.NULL : options);
    }

    private static String seccompProfile(String file) throws CliException, IOException {
        String text;
        try {
            text = Files.readText(file);
        } catch (CliException e) {
            throw new CliException("opening seccomp profile (" + file + ") failed: " + e.text());
        }
        try {
            return JsonText.compact(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedJsonException e) {
            throw new CliException("compacting json for seccomp profile (" + file + ") failed: " + e.getMessage());
        }
    }

    private Map<String, Object> tmpfs() {
        Map<String, Object> json = new LinkedHashMap<>();
        for (String text : tmpfs.values()) {
            int colon = text.indexOf(':');
            json.put(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
        }
        return json;
    }

    private List<Object> binds(List<String> anonymous) throws CliException {
        List<Object> binds = new ArrayList<>();
        for (String volume : volumes.values()) {
            if (volume.isEmpty()) {
                throw new CliException("invalid empty volume spec");
            }
            String[] parts = volume.split(":", -1);
            for (String part : parts) {
                if (part.isEmpty()) {
                    throw new CliException("invalid spec: " + volume + ": empty section between colons");
                }
            }
            if (parts.length == 1) {
                anonymous.add(volume);
                continue;
            }
            String source = parts[0].startsWith(".")
                    ? Path.of(parts[0]).toAbsolutePath().normalize().toString()
                    : parts[0];
            binds.add(source + volume.substring(parts[0].length()));
        }
        return binds;
    }

    private Map<String, Object> endpoints() throws CliException {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        List<NetworkFlag.Attachment> joined = new ArrayList<>(networks);
        if (joined.isEmpty()) {
            NetworkFlag.Attachment standard = new NetworkFlag.Attachment();
            standard.target = "default";
            joined.add(standard);
        }
        boolean own = false;
        boolean builtin = false;
        for (int i = 0; i < joined.size(); i++) {
            NetworkFlag.Attachment network = joined.get(i);
            boolean userDefined = userDefined(network.target);
            own |= userDefined;
            builtin |= !userDefined;
            if (i == 0) {
                applyFlags(network, userDefined);
            }
            Map<String, Object> endpoint = endpoint(network, userDefined);
            if (endpoints.containsKey(network.target)) {
                throw new CliException("network \"" + network.target + "\" is specified multiple times");
            }
            if (joined.size() > 1 || !endpoint.isEmpty()) {
                endpoints.put(network.target, endpoint);
            }
        }
        if (own && builtin) {
            throw new CliException(
                    "conflicting options: cannot attach both user-defined and non-user-defined network-modes");
        }
        return endpoints;
    }

    private static boolean userDefined(String network) {
        return switch (network) {
            case "default", "bridge", "host", "none" -> false;
            default -> !network.startsWith("container:");
        };
    }

    /** The flags that speak of one network mean the first. */
    private void applyFlags(NetworkFlag.Attachment network, boolean userDefined) throws CliException {
        List<String> aliases = new ArrayList<>(networkAlias.values());
        aliases.addAll(netAlias.values());
        conflict(!network.aliases.isEmpty() && !aliases.isEmpty(), "--network-alias and per-network alias");
        conflict(!network.ipv4.isEmpty() && !ip.value().isEmpty(), "--ip and per-network IPv4 address");
        conflict(!network.ipv6.isEmpty() && !ip6.value().isEmpty(), "--ip6 and per-network IPv6 address");
        conflict(!network.mac.isEmpty() && !macAddress.value().isEmpty(), "--mac-address and per-network MAC address");
        conflict(
                !network.linkLocal.isEmpty() && !linkLocal.values().isEmpty(),
                "--link-local-ip and per-network link-local IP addresses");
        network.aliases.addAll(aliases);
        if (userDefined) {
            network.links.addAll(links.values());
        }
        if (!ip.value().isEmpty()) {
            network.ipv4 = ip.value();
        }
        if (!ip6.value().isEmpty()) {
            network.ipv6 = ip6.value();
        }
        if (!macAddress.value().isEmpty()) {
            network.mac = macAddress.value();
        }
        network.linkLocal.addAll(linkLocal.values());
    }

    private static void conflict(boolean both, String which) throws CliException {
        if (both) {
            throw new CliException("conflicting options: cannot specify both " + which);
        }
    }

    private static Map<String, Object> endpoint(NetworkFlag.Attachment network, boolean userDefined)
            throws CliException {
        if (network.target.isBlank()) {
            throw new CliException("no name set for network");
        }
        if (!userDefined && !network.aliases.isEmpty()) {
            throw new CliException("network-scoped aliases are only supported for user-defined networks");
        }
        Map<String, Object> endpoint = new LinkedHashMap<>();
        if (!network.ipv4.isEmpty() || !network.ipv6.isEmpty() || !network.linkLocal.isEmpty()) {
            Map<String, Object> ipam = new LinkedHashMap<>();
            if (!network.ipv4.isEmpty()) {
                ipam.put("IPv4Address", network.ipv4);
            }
            if (!network.ipv6.isEmpty()) {
                ipam.put("IPv6Address", network.ipv6);
            }
            if (!network.linkLocal.isEmpty()) {
                ipam.put("LinkLocalIPs", network.linkLocal);
            }
            endpoint.put("IPAMConfig", ipam);
        }
        if (!network.links.isEmpty()) {
            endpoint.put("Links", network.links);
        }
        if (!network.aliases.isEmpty()) {
            endpoint.put("Aliases", network.aliases);
        }
        if (!network.driverOptions.isEmpty()) {
            endpoint.put("DriverOpts", network.driverOptions);
        }
        if (!network.mac.isEmpty()) {
            endpoint.put("MacAddress", mac(network.mac));
        }
        if (network.priority != 0) {
            endpoint.put("GwPriority", network.priority);
        }
        return endpoint;
    }

    private static String mac(String text) throws CliException {
        String[] bytes = text.strip().split("[:-]", -1);
        boolean valid = bytes.length == 6 || bytes.length == 8 || bytes.length == 20;
        for (String b : bytes) {
            valid &= b.length() == 2 && Character.digit(b.charAt(0), 16) >= 0 && Character.digit(b.charAt(1), 16) >= 0;
        }
        if (!valid) {
            throw new CliException(text + " is not a valid mac address");
        }
        return text.strip();
    }

    private static Object listOrNull(List<String> values) {
        return values.isEmpty() ? JsonNull.NULL : values;
    }

    private static Map<String, Object> set(List<String> names) {
        Map<String, Object> set = new LinkedHashMap<>();
        for (String name : names) {
            set.put(name, Map.of());
        }
        return set;
    }
}
