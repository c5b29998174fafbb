package dev.proa.engine;

import dev.proa.engine.container.LogConfig;
import dev.proa.engine.image.PullConfig;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.address.AddressPool;
import dev.proa.network.bridge.BridgeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is set up.
 *
 * @param root everything that survives a reboot
 * @param runDir everything that does not: on a tmpfs
 * @param bridge name of the default bridge's interface, at most 15 characters
 * @param bridgeSubnet {@code 172.17.0.1/16}: the bridge's address and subnet, null: the first free one
 * @param subnetPools where networks get subnets that are given none, empty: Docker's own
 * @param runtimes name to command (with arguments) of each OCI runtime
 * @param defaultRuntime one of those names
 * @param conmon the conmon program
 * @param initBinary the program {@code --init} puts in front, null: the first of the usual ones found
 * @param imageFolders folders whose image archives are loaded at start
 * @param seccompProfile containers-common's seccomp.json
 * @param log what becomes of the output of containers that do not say so
 * @param maxUnpackedBytes how much an image may unpack to before it is refused as a bomb
 * @param pull how images are fetched from registries
 */
public record EngineConfig(
        Path root,
        Path runDir,
        String bridge,
        @Nullable String bridgeSubnet,
        List<SubnetPool> subnetPools,
        Map<String, List<String>> runtimes,
        String defaultRuntime,
        Path conmon,
        @Nullable Path initBinary,
        List<Path> imageFolders,
        Path seccompProfile,
        LogConfig log,
        long maxUnpackedBytes,
        PullConfig pull) {
    /** @throws IllegalArgumentException for a bridge that cannot be named so or have such an address */
    public EngineConfig {
        if (!BridgeConfig.isName(bridge)) {
            throw new IllegalArgumentException("invalid name of a bridge: \"" + bridge + "\"");
        }
        if (bridgeSubnet != null) {
            refuseBadSubnet(bridgeSubnet);
        }
    }

    private static void refuseBadSubnet(String subnet) {
        try {
            IpPrefix prefix = IpPrefix.parse(subnet);
            if (prefix.isVersion6()) {
                throw new IllegalArgumentException("it is of version 6");
            }
            AddressPool.of(prefix);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "invalid address of a bridge: " + subnet + ": " + wrong.getMessage(), wrong);
        }
    }
}
