package dev.proa.engine.wiring;

import dev.proa.engine.Engine;
import dev.proa.engine.EngineConfig;
import dev.proa.engine.bus.EventBus;
import dev.proa.engine.container.ContainerFiles;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.Execs;
import dev.proa.engine.event.Events;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.files.LocalFiles;
import dev.proa.engine.host.HostSystemInfo;
import dev.proa.engine.image.Images;
import dev.proa.engine.imagestore.ImageFolders;
import dev.proa.engine.imagestore.LocalImages;
import dev.proa.engine.lifecycle.ContainerCgroups;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.ContainerLogs;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.CreateContainer;
import dev.proa.engine.lifecycle.EndOfRun;
import dev.proa.engine.lifecycle.HoldStill;
import dev.proa.engine.lifecycle.InitProgram;
import dev.proa.engine.lifecycle.LogRules;
import dev.proa.engine.lifecycle.NetworkObservers;
import dev.proa.engine.lifecycle.PauseContainer;
import dev.proa.engine.lifecycle.Privileges;
import dev.proa.engine.lifecycle.PruneContainers;
import dev.proa.engine.lifecycle.Recovery;
import dev.proa.engine.lifecycle.RemoveContainer;
import dev.proa.engine.lifecycle.RenameContainer;
import dev.proa.engine.lifecycle.SignalContainer;
import dev.proa.engine.lifecycle.SpecBuilder;
import dev.proa.engine.lifecycle.StartContainer;
import dev.proa.engine.lifecycle.StopContainer;
import dev.proa.engine.naming.ContainerNaming;
import dev.proa.engine.naming.EtcFiles;
import dev.proa.engine.naming.LegacyLinks;
import dev.proa.engine.network.Networks;
import dev.proa.engine.networking.AllNetworks;
import dev.proa.engine.networking.ContainerNetworks;
import dev.proa.engine.networking.ContainerRules;
import dev.proa.engine.networking.LiveNetworks;
import dev.proa.engine.networking.Network;
import dev.proa.engine.networking.NetworkRegistry;
import dev.proa.engine.networking.PublishPorts;
import dev.proa.engine.query.ContainerInspector;
import dev.proa.engine.query.ContainerLister;
import dev.proa.engine.query.ListProcesses;
import dev.proa.engine.registry.RegistryQueries;
import dev.proa.engine.remote.AskRegistries;
import dev.proa.engine.session.AttachContainer;
import dev.proa.engine.session.ReadLogs;
import dev.proa.engine.session.RunExec;
import dev.proa.engine.store.ContainerTable;
import dev.proa.engine.store.Database;
import dev.proa.engine.store.ImageTable;
import dev.proa.engine.store.LeaseTable;
import dev.proa.engine.store.NetworkTable;
import dev.proa.engine.store.SettingTable;
import dev.proa.engine.system.SystemInfo;
import dev.proa.image.Digest;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.DiskContentStore;
import dev.proa.image.registry.Registries;
import dev.proa.linux.cgroup.HybridCgroups;
import dev.proa.linux.io.Poller;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.AddressAllocator;
import dev.proa.network.address.SubnetChoice;
import dev.proa.network.address.SubnetPool;
import dev.proa.network.bridge.BridgeDriver;
import dev.proa.network.firewall.Firewall;
import dev.proa.network.port.HostPorts;
import dev.proa.network.port.StaleFlows;
import dev.proa.network.sandbox.NetworkSandboxes;
import dev.proa.runtime.ContainerRuntime;
import dev.proa.runtime.OciRuntime;
import dev.proa.runtime.log.FileChanges;
import dev.proa.runtime.log.LogKeeper;
import dev.proa.runtime.top.ProcessLister;
import dev.proa.snapshot.ContainerFilesystems;
import dev.proa.snapshot.LayerStore;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts an engine together. The objects are made in the order in which they need each other, and whatever has to be
 * closed is handed to {@link Closing} at once, so that a failure halfway closes what there is.
 */
public final class Wiring {
    /** Namespaces kept ready, so that a start does not wait for the kernel to make one. */
    private static final int PREPARED_NAMESPACES = 4;

    private Wiring() {}

    /** See {@link dev.proa.engine.ProaEngine#open}. */
    public static Engine open(EngineConfig config) {
        Closing closing = new Closing();
        try {
            return open(config, closing);
        } catch (IOException failure) {
            closing.closeAfter(failure);
            throw new Internal("open the engine: " + failure.getMessage(), failure);
        } catch (RuntimeException | Error failure) {
            closing.closeAfter(failure);
            throw failure;
        }
    }

    private static Engine open(EngineConfig config, Closing closing) throws IOException {
        closing.add(Ownership.of(config.root()));
        closing.add(Ownership.of(config.runDir()));
        // The first native calls of a JVM take as long as the database does.
        Opening<HostNetwork> hostNetwork = closing.add(Opening.begin("proa-host-network", HostNetwork::open));
        HybridCgroups.prepareForCrun();

        Database database = closing.add(Database.open(config.root().resolve("proa.db")));
        SettingTable settings = new SettingTable(database);
        ContainerPaths paths = new ContainerPaths(config.root(), config.runDir());
        Jsonb json = Jsonb.builder().build();
        ContainerRegistry registry = new ContainerRegistry(new ContainerTable(database), json);
        EventBus bus = new EventBus();
        ContainerEvents events = new ContainerEvents(bus);

        ContentStore blobs = DiskContentStore.open(config.root().resolve("content"));
        LayerStore layers = closing.add(LayerStore.open(config.root().resolve("snapshots")));
        ContainerFilesystems overlays = ContainerFilesystems.open(config.root().resolve("containers"), layers);
        Registries registries = closing.add(new Registries(config.pull().registries()));
        LocalImages images = closing.add(new LocalImages(
                new ImageTable(database),
                blobs,
                layers,
                registries,
                registry,
                bus,
                config.maxUnpackedBytes(),
                config.pull()));
        Function<String, Optional<Digest>> imageId = images.resolver()::idOf;

        HostNetwork host = hostNetwork.get();
        Firewall firewall = new Firewall(host, config.bridge());
        BridgeDriver bridges = new BridgeDriver(host, firewall);
        DefaultBridge bridge = new DefaultBridge(bridges, config.bridge(), config.bridgeSubnet());
        NetworkRegistry networks = new NetworkRegistry(new NetworkTable(database), settings, json);
        LiveNetworks live = new LiveNetworks(networks, host, bridges, bridge);
        List<SubnetPool> pools = subnetPools(config);
        bridge.begin(networks.predefined(Network.BRIDGE).id(), pools, networks.subnets());
        closing.add(() -> {
            // Containers go on without the engine, and need their network to.
            if (registry.all().stream().allMatch(container -> container.run() == null)) {
                try {
                    live.removeAll();
                } finally {
                    bridge.remove();
                }
            }
        });
        NetworkSandboxes namespaces = closing.add(new NetworkSandboxes(
                config.runDir().resolve("netns"),
                host,
                new AddressAllocator(new LeaseTable(database)),
                PREPARED_NAMESPACES));
        LegacyLinks links = new LegacyLinks(registry);
        EtcFiles nameFiles = new EtcFiles(paths, registry, bridge, links);
        PublishPorts ports =
                new PublishPorts(networks, namespaces, closing.add(new HostPorts()), firewall, new StaleFlows(host));
        NetworkObservers observers = new NetworkObservers(List.of(closing.add(new ContainerNaming(nameFiles)), ports));
        ContainerNetworks sandboxes = new ContainerNetworks(namespaces, networks, live, registry, observers);
        AllNetworks allNetworks = new AllNetworks(networks, live, sandboxes, registry, host, bridge, pools, bus);

        ContainerRuntime runtime =
                closing.add(new ContainerRuntime(config.runDir(), config.conmon(), runtimes(config)));
        Poller files = closing.add(new Poller("proa-files"));
        FileChanges changes = closing.add(new FileChanges(files));
        LogKeeper keeper = closing.add(new LogKeeper(changes));
        LogRules logRules = new LogRules(config.log());
        ContainerLogs containerLogs = new ContainerLogs(paths, keeper);

        ContainerCgroups cgroups = new ContainerCgroups();
        OverlayRootFileSystems fileSystems = new OverlayRootFileSystems(overlays, paths);
        ContainerDisk disk = new ContainerDisk(overlays, layers, paths);
        Privileges privileges = new Privileges(config.seccompProfile());
        SpecBuilder specs =
                new SpecBuilder(paths, privileges, new InitProgram(config.initBinary()), links::environment);
        ReadLogs logs = new ReadLogs(paths, keeper);
        RunExec execs = new RunExec(registry, specs, events);

        SignalContainer signal = new SignalContainer(registry, events);
        RemoveContainer remove = new RemoveContainer(
                registry,
                signal,
                events,
                new ContainerLeftovers(fileSystems, sandboxes, cgroups, containerLogs),
                container -> images.containerRemoved(container.layers()));
        EndOfRun endOfRun = new EndOfRun(registry, fileSystems, sandboxes, containerLogs, events, remove);
        closing.add(endOfRun::finish);
        ContainerOperations operations = new ContainerOperations(
                new CreateContainer(
                        registry,
                        images.resolver(),
                        events,
                        new ContainerRules(networks, registry),
                        privileges,
                        logRules,
                        config.runtimes().keySet(),
                        config.defaultRuntime()),
                new StartContainer(
                        registry,
                        runtime,
                        fileSystems,
                        sandboxes,
                        nameFiles,
                        specs,
                        paths,
                        containerLogs,
                        events,
                        endOfRun,
                        remove),
                new StopContainer(registry, signal, events),
                signal,
                new PauseContainer(registry, events),
                new RenameContainer(registry, sandboxes, events),
                remove,
                new PruneContainers(registry, remove, disk::writable, events),
                new ContainerLister(registry, imageId, disk, sandboxes::shown),
                new ContainerInspector(paths, disk, disk::graph, execs::of, sandboxes::shown),
                new ListProcesses(new ProcessLister(Path.of("/usr/bin/ps"), files), events),
                new AttachContainer(events, logs),
                logs);
        AllContainers containers = new AllContainers(registry, operations);

        new Recovery(registry, runtime, fileSystems, sandboxes, containerLogs, cgroups, endOfRun, paths, remove).run();
        images.recover();
        new ImageFolders(settings, images).loadAll(config.imageFolders());
        HostSystemInfo system = new HostSystemInfo(config, settings, images, new ContainerCounts(registry, containers));
        LocalFiles contents =
                new LocalFiles(registry, fileSystems, overlays, images.commit(), new HoldStill(paths, events), events);
        return new OpenEngine(
                containers, execs, contents, images, new AskRegistries(registries), allNetworks, bus, system, closing);
    }

    private static List<SubnetPool> subnetPools(EngineConfig config) {
        return config.subnetPools().isEmpty()
                ? SubnetChoice.defaultPools()
                : config.subnetPools().stream()
                        .map(pool -> new SubnetPool(IpPrefix.parse(pool.base()), pool.size()))
                        .toList();
    }

    private static Map<String, OciRuntime> runtimes(EngineConfig config) {
        Map<String, OciRuntime> runtimes = new HashMap<>();
        config.runtimes().forEach((name, command) -> {
            Path program = Path.of(command.getFirst());
            if (!Files.isExecutable(program)) {
                return; // Named by a request, it is refused as unknown.
            }
            runtimes.put(name, new OciRuntime(name, program, List.copyOf(command.subList(1, command.size()))));
        });
        return runtimes;
    }

    private record OpenEngine(
            Containers containers,
            Execs execs,
            ContainerFiles files,
            Images images,
            RegistryQueries registries,
            Networks networks,
            Events events,
            SystemInfo system,
            Closing closing)
            implements Engine {
        @Override
        public void close() {
            closing.close();
        }
    }
}
