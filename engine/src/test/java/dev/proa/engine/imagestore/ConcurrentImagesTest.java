package dev.proa.engine.imagestore;

import static dev.proa.engine.imagestore.TestArchives.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.engine.Filters;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.image.ImageQuery;
import dev.proa.engine.image.ImageView;
import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads, removals, prunes and creates beside each other: whatever is there is whole, and nothing is left over. */
class ConcurrentImagesTest {
    @TempDir
    private Path root;

    private TestImages store;

    private final TestArchives.Image first =
            image("a:1").layer("base", "shared base").layer("a", "only a");
    private final TestArchives.Image second =
            image("b:1").layer("base", "shared base").layer("b", "only b");

    @BeforeEach
    void open() throws Exception {
        store = new TestImages(root);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theSameArchiveLoadedManyTimesAtOnceIsLoadedOnce() throws Exception {
        byte[] archive = TestArchives.archive(first, second);
        List<Callable<List<String>>> loads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            loads.add(() -> store.load(archive));
        }
        for (List<String> lines : together(loads)) {
            assertThat(lines).containsExactly("Loaded image: a:1", "Loaded image: b:1");
        }
        assertThat(store.images.count()).isEqualTo(2);
        assertThat(store.layers.list()).hasSize(3);
        assertThat(store.blobs.list()).hasSize(5);
        assertWhole("a:1");
        assertWhole("b:1");
    }

    @Test
    void loadsBesideRemovalsAndPrunesLeaveWholeImagesAndNoRubbish() throws Exception {
        byte[] one = TestArchives.archive(first);
        byte[] two = TestArchives.archive(second);
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> work = new ArrayList<>();
        for (byte[] archive : List.of(one, two, two)) {
            work.add(() -> repeat(8, () -> store.load(archive)));
        }
        Filters all = new Filters(Map.of("dangling", List.of("false")));
        Callable<Integer> prune = () -> until(done, () -> {
            try {
                store.images.prune(all);
            } catch (dev.proa.engine.failure.Conflict underWay) {
                // one at a time
            }
        });
        Callable<Integer> remove = () -> until(done, () -> {
            try {
                store.images.remove("b:1", false, true);
            } catch (NotFound notThere) {
                // another was faster
            }
        });
        Callable<Integer> look = () -> until(done, () -> {
            store.images.list(new ImageQuery(true, true, Filters.NONE));
            try {
                store.images.history("a:1");
            } catch (NotFound notThere) {
                // removed
            }
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> background =
                    List.of(threads.submit(prune), threads.submit(remove), threads.submit(look));
            try {
                together(work);
            } finally {
                done.set(true);
            }
            for (Future<Integer> task : background) {
                task.get();
            }
        }
        store.load(one);
        store.load(two);
        assertWhole("a:1");
        assertWhole("b:1");
        store.images.prune(all);
        assertThat(store.stored()).isEmpty();
    }

    @Test
    void aHeldImageStaysUsableWhileOthersRemoveIt() throws Exception {
        byte[] archive = TestArchives.archive(first);
        store.load(archive);
        List<Callable<Integer>> work = new ArrayList<>();
        work.add(() -> repeat(12, () -> {
            try {
                store.images.remove("a:1", true, true);
            } catch (NotFound notThere) {
                // removed already
            }
            store.load(archive);
        }));
        for (int i = 0; i < 2; i++) {
            work.add(() -> repeat(40, () -> {
                try (var held = store.images.resolver().hold("a:1", null)) {
                    for (String layer : held.layers()) {
                        assertThat(Files.isDirectory(store.layers
                                        .get(new ChainId(Digest.parse(layer)))
                                        .directory()))
                                .isTrue();
                    }
                } catch (NotFound betweenRemovalAndLoad) {
                    // nothing to hold
                } catch (IOException missing) {
                    throw new AssertionError(missing);
                }
            }));
        }
        together(work);
    }

    private void assertWhole(String name) throws IOException {
        ImageView view = store.images.inspect(name);
        assertThat(view.size()).isEqualTo("shared base".length() + "only a".length());
        for (String key : List.of("UpperDir", "LowerDir")) {
            assertThat(Path.of(view.graph().get(key))).isNotEmptyDirectory();
        }
        for (Digest blob : store.table.find(view.id()).orElseThrow().blobs()) {
            assertThat(store.blobs.contains(blob)).isTrue();
        }
        assertThat(store.blobs.contains(view.id())).isTrue();
    }

    private static int repeat(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return times;
    }

    private static int until(AtomicBoolean done, Runnable work) {
        int times = 0;
        while (!done.get()) {
            work.run();
            times++;
        }
        return times;
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> tasks = new ArrayList<>();
            for (Callable<T> one : work) {
                tasks.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> task : tasks) {
                results.add(task.get());
            }
            return results;
        }
    }
}
