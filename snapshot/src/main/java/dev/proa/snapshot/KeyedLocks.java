package dev.proa.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each key, kept only while somebody holds it or waits for it. */
final class KeyedLocks<K> {
    private final Map<K, Counted> locks = new HashMap<>();

    private static final class Counted {
        final ReentrantLock lock = new ReentrantLock();
        int users;
    }

    /** A lock that is held until it is closed by the same thread. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a key's lock. */
    Held lock(K key) {
        Counted counted;
        synchronized (locks) {
            counted = locks.computeIfAbsent(key, _ -> new Counted());
            counted.users++;
        }
        counted.lock.lock();
        return () -> {
            counted.lock.unlock();
            synchronized (locks) {
                if (--counted.users == 0) {
                    locks.remove(key);
                }
            }
        };
    }
}
