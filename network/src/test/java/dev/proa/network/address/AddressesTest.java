package dev.proa.network.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.MemoryLeases;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final AddressPool POOL = AddressPool.of(IpPrefix.parse("10.0.0.0/29"));

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/29, 10.0.0.1/29, 10.0.0.2",
        "10.0.0.6/29, 10.0.0.6/29, 10.0.0.1",
        "172.17.0.0/16, 172.17.0.1/16, 172.17.0.2"
    })
    void theFirstAddressIsTheGatewayUnlessAnotherIsGiven(String subnet, String gateway, String first) {
        AddressPool pool = AddressPool.of(IpPrefix.parse(subnet));

        assertThat(AddressPool.gatewayOf(IpPrefix.parse(subnet))).hasToString(gateway);
        assertThat(pool.lowestFree(Set.of())).contains(ip(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/31", "10.0.0.1/32", "10.0.0.7/29", "0.0.0.0/0", "fd00::/127"})
    void aSubnetWithoutRoomIsRefused(String subnet) {
        assertThatThrownBy(() -> AddressPool.of(IpPrefix.parse(subnet)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/");
    }

    @Test
    void theLowestFreeAddressIsTakenAndNeverTheBroadcastAddress() {
        Set<InetAddress> leased = new HashSet<>(Set.of(ip("10.0.0.2"), ip("10.0.0.4")));
        assertThat(POOL.lowestFree(leased)).contains(ip("10.0.0.3"));

        leased.addAll(Set.of(ip("10.0.0.3"), ip("10.0.0.5")));
        assertThat(POOL.lowestFree(leased)).contains(ip("10.0.0.6"));

        leased.add(ip("10.0.0.6"));
        assertThat(POOL.lowestFree(leased)).isEmpty();
    }

    @Test
    void noAddressIsLeasedTwiceByManyAtOnce() throws Exception {
        MemoryLeases store = new MemoryLeases();
        AddressAllocator allocator = new AddressAllocator(store);
        AddressPool pool = AddressPool.of(IpPrefix.parse("10.1.0.0/24"));
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<InetAddress>> work = IntStream.range(0, 253)
                    .<Callable<InetAddress>>mapToObj(i -> () -> allocator
                            .lease("n", pool, "c" + i, Optional.empty())
                            .address())
                    .toList();
            Set<InetAddress> leased = new HashSet<>();
            for (var task : tasks.invokeAll(work)) {
                assertThat(leased.add(task.get())).isTrue();
            }
        }
        assertThat(store.leases()).hasSize(253);
        assertThatThrownBy(() -> allocator.lease("n", pool, "one more", Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no available IPv4 addresses")
                .hasMessageContaining("10.1.0.0/24");
        assertThat(allocator
                        .lease("another network", pool, "one more", Optional.empty())
                        .address())
                .isEqualTo(ip("10.1.0.2"));
    }

    @Test
    void aContainerKeepsItsLeaseAndGivesItBack() throws IOException {
        AddressAllocator allocator = new AddressAllocator(new MemoryLeases());
        Lease first = allocator.lease("n", POOL, "a", Optional.empty());

        assertThat(allocator.lease("n", POOL, "a", Optional.empty())).isEqualTo(first);
        assertThat(allocator.lease("n", POOL, "b", Optional.empty()).address()).isNotEqualTo(first.address());
        assertThat(allocator.addresses("n", "a")).containsExactly(first.address());

        allocator.release("a");
        allocator.release("a");
        assertThat(allocator.addresses("n", "a")).isEmpty();
        assertThat(allocator.lease("n", POOL, "c", Optional.empty()).address()).isEqualTo(first.address());
    }

    @Test
    void anAddressThatIsAskedForIsGivenOnce() throws IOException {
        AddressAllocator allocator = new AddressAllocator(new MemoryLeases());
        InetAddress wanted = ip("10.0.0.5");

        assertThat(allocator.lease("n", POOL, "a", Optional.of(wanted)).address())
                .isEqualTo(wanted);
        assertThat(allocator.lease("n", POOL, "a", Optional.of(wanted)).address())
                .isEqualTo(wanted);
        assertThatThrownBy(() -> allocator.lease("n", POOL, "b", Optional.of(wanted)))
                .isInstanceOf(AddressInUse.class)
                .hasMessage("Address already in use");
        for (String never : List.of("10.0.0.0", "10.0.0.1", "10.0.0.7", "10.0.1.2")) {
            assertThatThrownBy(() -> allocator.lease("n", POOL, "b", Optional.of(ip(never))))
                    .isInstanceOf(AddressInUse.class);
        }
    }

    @Test
    void theRangeLimitsWhatIsChosenAndWhatIsKeptForOthersIsNeverGiven() throws IOException {
        AddressAllocator allocator = new AddressAllocator(new MemoryLeases());
        AddressPool pool = new AddressPool(
                IpPrefix.parse("10.3.0.0/16"), IpPrefix.parse("10.3.7.0/30"), Set.of(ip("10.3.7.1"), ip("10.3.0.1")));

        assertThat(allocator.lease("n", pool, "a", Optional.empty()).address()).isEqualTo(ip("10.3.7.0"));
        assertThat(allocator.lease("n", pool, "b", Optional.empty()).address()).isEqualTo(ip("10.3.7.2"));
        assertThat(allocator.lease("n", pool, "c", Optional.empty()).address()).isEqualTo(ip("10.3.7.3"));
        assertThatThrownBy(() -> allocator.lease("n", pool, "d", Optional.empty()))
                .hasMessageContaining("no available IPv4 addresses");
        assertThat(allocator.lease("n", pool, "d", Optional.of(ip("10.3.9.9"))).address())
                .isEqualTo(ip("10.3.9.9"));
    }

    @Test
    void addressesOfVersion6AreLeasedLikeOthers() throws IOException {
        AddressAllocator allocator = new AddressAllocator(new MemoryLeases());
        AddressPool pool = AddressPool.of(IpPrefix.parse("fd00:1::/64"));

        assertThat(allocator.lease("n", pool, "a", Optional.empty()).address()).isEqualTo(ip("fd00:1::2"));
        assertThat(allocator.lease("n", pool, "b", Optional.empty()).address()).isEqualTo(ip("fd00:1::3"));
    }

    @Test
    void leasesOutliveTheAllocator() throws IOException {
        MemoryLeases store = new MemoryLeases();
        Lease lease = new AddressAllocator(store).lease("n", POOL, "a", Optional.empty());

        AddressAllocator next = new AddressAllocator(store);

        assertThat(next.addresses("n", "a")).containsExactly(lease.address());
        assertThat(next.containers()).containsExactly("a");
        assertThat(next.lease("n", POOL, "b", Optional.empty()).address()).isNotEqualTo(lease.address());
    }

    @Test
    void whatCannotBeStoredIsNotLeased() throws IOException {
        MemoryLeases store = new MemoryLeases();
        AddressAllocator allocator = new AddressAllocator(store);
        store.failFromNowOn();

        assertThatThrownBy(() -> allocator.lease("n", POOL, "a", Optional.empty()))
                .hasMessage("disk full");

        assertThat(allocator.addresses("n", "a")).isEmpty();
        assertThat(allocator.containers()).isEmpty();
    }

    @Test
    void theFirstPoolThatCollidesWithNothingIsChosen() {
        List<SubnetPool> pools = SubnetChoice.defaultPools();
        assertThat(SubnetChoice.firstFree(pools, List.of())).contains(IpPrefix.parse("172.17.0.0/16"));
        assertThat(SubnetChoice.firstFree(
                        pools,
                        List.of(
                                IpPrefix.parse("0.0.0.0/0"),
                                IpPrefix.parse("172.17.42.0/24"),
                                IpPrefix.parse("172.16.0.0/14"),
                                IpPrefix.parse("fd00::/8"))))
                .contains(IpPrefix.parse("172.20.0.0/16"));
        assertThat(SubnetChoice.firstFree(
                        pools, List.of(IpPrefix.parse("172.16.0.0/12"), IpPrefix.parse("192.168.1.7/24"))))
                .contains(IpPrefix.parse("192.168.16.0/20"));
        assertThat(SubnetChoice.firstFree(pools, List.of(IpPrefix.parse("0.0.0.0/1"), IpPrefix.parse("128.0.0.0/1"))))
                .isEmpty();
    }

    @Test
    void aPoolIsCutIntoSubnetsOfItsSize() {
        List<SubnetPool> pools = List.of(new SubnetPool(IpPrefix.parse("10.20.0.0/22"), 24));

        assertThat(SubnetChoice.firstFree(
                        pools, List.of(IpPrefix.parse("10.20.0.0/23"), IpPrefix.parse("10.20.3.128/25"))))
                .contains(IpPrefix.parse("10.20.2.0/24"));
        assertThat(SubnetChoice.firstFree(pools, List.of(IpPrefix.parse("10.16.0.0/12"))))
                .isEmpty();
        assertThatThrownBy(() -> new SubnetPool(IpPrefix.parse("10.20.0.0/22"), 20))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMacAddressFollowsFromTheAddress() {
        assertThat(MacAddresses.of(ip("172.17.0.2"))).hasToString("02:42:ac:11:00:02");
    }
}
