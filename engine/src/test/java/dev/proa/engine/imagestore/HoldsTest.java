package dev.proa.engine.imagestore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private static final Stored LAYER = new Stored.Layer(new ChainId(Digest.of(new byte[] {1})));
    private static final Stored BLOB = new Stored.Blob(Digest.of(new byte[] {2}));

    private final Holds holds = new Holds();

    @Test
    void whatIsHeldOrReachedIsNotDeleted() {
        Holds.Hold one = holds.open();
        Holds.Hold two = holds.open();
        one.add(List.of(LAYER));
        two.add(List.of(LAYER));
        assertThat(holds.doom(List.of(LAYER), Set::of)).isEmpty();
        one.close();
        one.close();
        assertThat(holds.doom(List.of(LAYER), Set::of)).isEmpty();
        two.close();
        assertThat(holds.doom(List.of(LAYER), () -> Set.of(LAYER))).isEmpty();
        assertThat(holds.doom(List.of(LAYER), Set::of)).containsExactly(LAYER);
    }

    @Test
    void oneDeletesAtATime() {
        assertThat(holds.doom(List.of(LAYER), Set::of)).containsExactly(LAYER);
        assertThat(holds.doom(List.of(LAYER), Set::of)).isEmpty();
        holds.gone(LAYER);
        assertThat(holds.doom(List.of(LAYER), Set::of)).containsExactly(LAYER);
    }

    @Test
    void blobsOutliveTheReadersOfArchives() {
        Holds.Hold reader = holds.openReader();
        Holds.Hold other = holds.openReader();
        assertThat(holds.doom(List.of(LAYER, BLOB), Set::of)).containsExactly(LAYER);
        reader.close();
        assertThat(holds.doom(List.of(), Set::of)).isEmpty();
        other.close();
        assertThat(holds.doom(List.of(), Set::of)).containsExactly(BLOB);
    }

    @Test
    void whatIsDamagedGoesThoughImagesUseItButNotWhatIsHeldOrUsed() {
        Holds.Hold reader = holds.openReader();
        holds.doom(List.of(BLOB), Set::of); // waits for the reader, and then for a doom that deletes blobs
        reader.close();
        Holds.Hold hold = holds.open();
        hold.add(List.of(LAYER));
        assertThat(holds.doomDamaged(List.of(LAYER), _ -> true, Set::of)).isEmpty();
        hold.close();
        assertThat(holds.doomDamaged(List.of(LAYER), _ -> true, () -> Set.of(LAYER)))
                .isEmpty();
        assertThat(holds.doomDamaged(List.of(LAYER), _ -> false, () -> Set.of(LAYER)))
                .contains(Set.of());
        assertThat(holds.doomDamaged(List.of(LAYER), _ -> true, Set::of)).contains(Set.of(LAYER));
        assertThat(holds.doom(List.of(LAYER), Set::of)).containsExactly(BLOB);
    }

    @Test
    void whetherItIsDamagedIsAskedAfterADeletionUnderWay() throws Exception {
        holds.doom(List.of(LAYER), Set::of);
        AtomicBoolean there = new AtomicBoolean(true);
        AtomicReference<Optional<Set<Stored>>> doomed = new AtomicReference<>();
        Thread waiter = Thread.ofVirtual()
                .start(() -> doomed.set(holds.doomDamaged(List.of(LAYER), _ -> there.get(), Set::of)));
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        there.set(false);
        holds.gone(LAYER);
        waiter.join();
        assertThat(doomed.get()).contains(Set.of());
    }

    @Test
    void holdingWaitsForADeletionUnderWay() throws Exception {
        holds.doom(List.of(LAYER, BLOB), Set::of);
        CountDownLatch held = new CountDownLatch(1);
        Thread waiter = Thread.ofVirtual().start(() -> {
            try (Holds.Hold hold = holds.open()) {
                hold.add(List.of(LAYER));
                held.countDown();
            }
        });
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(held.getCount()).isEqualTo(1);
        holds.gone(BLOB);
        assertThat(held.getCount()).isEqualTo(1);
        holds.gone(LAYER);
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        waiter.join();
    }
}
