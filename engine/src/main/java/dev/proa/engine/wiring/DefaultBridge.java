package dev.proa.engine.wiring;

import dev.proa.engine.failure.Internal;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.address.SubnetPool;
import dev.proa.network.bridge.BridgeConfig;
import dev.proa.network.bridge.BridgeDriver;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.bridge.BridgePolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The default bridge, made while the engine opens: loading the firewall library takes longer than all else, and only
 * the first container on the bridge has to wait for it.
 */
final class DefaultBridge implements Supplier<BridgeNetwork> {
    private final BridgeDriver driver;
    private final String name;
    private final Optional<IpPrefix> subnet;
    private final CompletableFuture<BridgeNetwork> network = new CompletableFuture<>();

    DefaultBridge(BridgeDriver driver, String name, @Nullable String subnet) {
        this.driver = driver;
        this.name = name;
        this.subnet = Optional.ofNullable(subnet).map(IpPrefix::parse);
    }

    /**
     * Begins to make it, on a thread of its own.
     *
     * @param pools where it gets a subnet from that is given none
     * @param reserved subnets of other networks
     */
    void begin(String networkId, List<SubnetPool> pools, List<IpPrefix> reserved) {
        BridgeConfig config = new BridgeConfig(
                networkId,
                name,
                subnet,
                Optional.empty(),
                BridgeConfig.DEFAULT_MTU,
                BridgePolicy.DEFAULT,
                pools,
                reserved);
        Thread.ofPlatform().daemon().name("proa-bridge").start(() -> {
            try {
                network.complete(driver.ensure(config));
            } catch (IOException | RuntimeException failure) {
                network.completeExceptionally(failure);
            }
        });
    }

    /**
     * Takes the bridge and its firewall table away; the next engine makes them again. Waits while it is being made: an
     * engine that ends as soon as it is open would leave it behind.
     */
    void remove() throws IOException {
        try {
            network.join();
        } catch (CompletionException _) {
            // Whoever wanted a network has been told. A bridge that does not fit is not ours to remove; a table that an
            // engine before this one left is.
            driver.forget(name);
            return;
        }
        driver.remove(name);
    }

    @Override
    public BridgeNetwork get() {
        try {
            return network.join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new Internal("the default bridge " + name + ": " + cause.getMessage(), cause);
        }
    }
}
