package dev.proa.engine.bus;

import dev.proa.engine.Filters;
import dev.proa.engine.event.Event;
import dev.proa.engine.event.EventStream;
import dev.proa.engine.event.Events;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Tells events to every listener in the order they happened, and keeps the last ones for those who come late. */
public final class EventBus implements EventSink, Events {
    /** As many as dockerd keeps. */
    private static final int KEPT = 256;

    /** A listener this far behind is not reading any more. */
    private static final int BACKLOG = 65_536;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Event> recent = new ArrayDeque<>();
    private final List<Listener> listeners = new ArrayList<>();

    @Override
    public void publish(String type, String action, String actorId, Map<String, String> attributes) {
        lock.lock();
        try {
            // The time is taken under the lock, so that times never run backwards in the stream.
            Event event = new Event(type, action, actorId, new TreeMap<>(attributes), Instant.now());
            recent.addLast(event);
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
            for (Listener listener : List.copyOf(listeners)) {
                listener.offer(event);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EventStream subscribe(@Nullable Instant since, @Nullable Instant until, Filters filters) {
        EventFilter filter = new EventFilter(filters);
        lock.lock();
        try {
            Listener listener = new Listener(filter, until);
            if (since != null) {
                for (Event event : recent) {
                    if (!event.time().isBefore(since)) {
                        listener.offer(event);
                    }
                }
            }
            listeners.add(listener);
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /** One reader's queue. All of it is guarded by the bus's lock. */
    private final class Listener implements EventStream {
        private final EventFilter filter;
        private final @Nullable Instant until;
        private final Deque<Event> queue = new ArrayDeque<>();
        private final Condition changed = lock.newCondition();
        private boolean closed;

        Listener(EventFilter filter, @Nullable Instant until) {
            this.filter = filter;
            this.until = until;
        }

        void offer(Event event) {
            if (closed
                    || !filter.accepts(event)
                    || (until != null && event.time().isAfter(until))) {
                return;
            }
            if (queue.size() == BACKLOG) {
                end();
                return;
            }
            queue.addLast(event);
            changed.signal();
        }

        @Override
        public @Nullable Event next() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (queue.isEmpty()) {
                    if (closed) {
                        return null;
                    }
                    if (until == null) {
                        changed.await();
                    } else if (changed.awaitNanos(nanosUntil(until)) <= 0) {
                        end();
                    }
                }
                return queue.removeFirst();
            } finally {
                lock.unlock();
            }
        }

        private static long nanosUntil(Instant end) {
            Instant now = Instant.now();
            return now.isBefore(end) ? now.until(end, java.time.temporal.ChronoUnit.NANOS) : 0;
        }

        private void end() {
            closed = true;
            listeners.remove(this);
            changed.signalAll();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                end();
                queue.clear();
            } finally {
                lock.unlock();
            }
        }
    }
}
