package dev.proa.engine.imagestore;

import static dev.proa.engine.imagestore.TestArchives.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.image.VerifyReport;
import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.snapshot.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MendLayersTest {
    @TempDir
    private Path root;

    private final Holds holds = new Holds();
    private final TestArchives.Image box = image("busybox:latest").layer("bin", "box");
    private final TestArchives.Image app = image("app:1").layer("bin", "box").layer("app", "application");
    private TestImages store;
    private KeptBlobs kept;
    private MendLayers mend;
    private List<ChainId> chain;
    private Path shared;

    @BeforeEach
    void damageALayerOfTwoImages() throws IOException {
        store = new TestImages(root);
        ImageUsers containers = () -> List.copyOf(store.containers);
        kept = new KeptBlobs(new Garbage(store.table, containers, holds, store.blobs, store.layers));
        mend = new MendLayers(store.layers, containers, holds, kept);
        store.load(box, app);
        chain = store.table.find(app.id()).orElseThrow().layers();
        shared = store.layers.get(chain.getFirst()).directory().resolve("bin");
        Files.writeString(shared, "spoilt");
        assertThat(store.images.verify().damaged())
                .extracting(VerifyReport.Damage::id)
                .containsExactly(chain.getFirst().toString());
    }

    @AfterEach
    void close() {
        kept.close();
        store.close();
    }

    @Test
    void onlyTheDamagedLayerGoesAndCanBeUnpackedAgain() throws IOException {
        mend.removeDamaged(chain);
        assertThat(store.layers.list()).containsExactly(chain.get(1));
        store.images.recover();
        assertThat(shared).hasContent("box");
        assertThat(store.images.verify().damaged()).isEmpty();
    }

    @Test
    void aContainerKeepsItAsItIs() {
        ImageUsers.User container = store.container("cccccccccccccccc", false, "busybox");
        assertThatThrownBy(() -> mend.removeDamaged(chain))
                .isInstanceOf(Conflict.class)
                .hasMessage("layer " + chain.getFirst()
                        + " is damaged and container cccccccccccc uses it: remove the container, then pull again");
        assertThat(shared).hasContent("spoilt");
        store.containers.remove(container);
        assertThat(store.layers.isDamaged(chain.getFirst())).isTrue();
    }

    @Test
    void aContainerOfWholeLayersDoesNotMatter() throws IOException {
        store.load(image("other:1").layer("bin", "another"));
        store.container("cccccccccccccccc", true, "other:1");
        mend.removeDamaged(chain);
        assertThat(shared).doesNotExist();
    }

    @Test
    void otherWorkKeepsItAsItIsButNotAPullThatWasGivenUp() throws IOException {
        Holds.Hold hold = holds.open();
        hold.add(List.of(new Stored.Layer(chain.getFirst())));
        assertThatThrownBy(() -> mend.removeDamaged(chain))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("other work");
        assertThat(shared).hasContent("spoilt");
        kept.keep(hold, List.of());
        mend.removeDamaged(chain);
        assertThat(shared).doesNotExist();
    }
}
