package dev.proa.engine.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.Filters;
import dev.proa.engine.event.Event;
import dev.proa.engine.event.EventStream;
import dev.proa.engine.failure.InvalidArgument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventBusTest {
    private final EventBus bus = new EventBus();

    private static Filters filter(String key, String... values) {
        return new Filters(Map.of(key, List.of(values)));
    }

    private static String next(EventStream stream) throws InterruptedException {
        return Objects.requireNonNull(stream.next()).action();
    }

    @Test
    void eventsComeInTheOrderTheyHappened() throws InterruptedException {
        try (EventStream stream = bus.subscribe(null, null, Filters.NONE)) {
            bus.publish("container", "create", "c1", Map.of());
            bus.publish("container", "start", "c1", Map.of());
            assertThat(next(stream)).isEqualTo("create");
            assertThat(next(stream)).isEqualTo("start");
        }
    }

    @Test
    void theLastOnesAreKeptForThoseWhoComeLate() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            bus.publish("container", "n" + i, "c1", Map.of());
        }
        try (EventStream stream = bus.subscribe(Instant.EPOCH, Instant.now(), Filters.NONE)) {
            int count = 0;
            Event first = null;
            for (Event event = stream.next(); event != null; event = stream.next()) {
                first = first == null ? event : first;
                count++;
            }
            assertThat(count).isEqualTo(256);
            assertThat(Objects.requireNonNull(first).action()).isEqualTo("n44");
        }
    }

    @Test
    void filtersChoose() throws InterruptedException {
        try (EventStream byName = bus.subscribe(null, null, filter("container", "web"));
                EventStream byWord = bus.subscribe(null, null, filter("event", "exec_create"));
                EventStream byImage = bus.subscribe(null, null, filter("image", "busybox"))) {
            bus.publish("container", "start", "c1", Map.of("name", "web", "image", "busybox:latest"));
            bus.publish("container", "start", "c2", Map.of("name", "other", "image", "nginx"));
            bus.publish("container", "exec_create: sh -c x", "c2", Map.of("name", "other", "image", "nginx"));
            bus.publish("network", "connect", "n1", Map.of("container", "c1", "name", "bridge"));
            bus.publish("container", "die", "c1", Map.of("name", "web", "image", "busybox:latest"));
            assertThat(List.of(next(byName), next(byName))).containsExactly("start", "die");
            assertThat(next(byWord)).isEqualTo("exec_create: sh -c x");
            assertThat(List.of(next(byImage), next(byImage))).containsExactly("start", "die");
        }
    }

    @Test
    void aFilterNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> bus.subscribe(null, null, filter("bogus", "x")))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid filter 'bogus'");
    }

    @Test
    void closingWakesWhoeverWaits() throws InterruptedException {
        EventStream stream = bus.subscribe(null, null, Filters.NONE);
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                assertThat(stream.next()).isNull();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        stream.close();
        reader.join();
        assertThat(reader.isAlive()).isFalse();
    }
}
