package dev.proa.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskContentStoreTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    private long drafts() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("drafts"))) {
            return files.count();
        }
    }

    @Test
    void aBlobIsSeenOnceItIsCommitted() throws IOException {
        ContentStore store = DiskContentStore.open(temp);
        Digest digest;
        try (BlobDraft draft = store.begin()) {
            draft.write(new ByteArrayInputStream(CONTENT));
            draft.finish();
            digest = draft.digest();
            assertThat(store.contains(digest)).isFalse();
            assertThat(store.list()).isEmpty();
            try (InputStream in = draft.open()) {
                assertThat(in.readAllBytes()).isEqualTo(CONTENT);
            }
            draft.commit();
            assertThat(draft.commit()).isEqualTo(digest);
        }
        assertThat(digest).isEqualTo(Digest.of(CONTENT));
        assertThat(store.read(digest, 100)).isEqualTo(CONTENT);
        assertThat(store.size(digest)).isEqualTo(7);
        assertThat(store.list()).containsExactly(digest);
        assertThat(store.write(CONTENT)).isEqualTo(digest);
        assertThat(drafts()).isZero();
        assertThatThrownBy(() -> store.read(digest, 6)).hasMessageContaining("is larger than 6 bytes");
        assertThat(store.remove(digest)).isTrue();
        assertThat(store.remove(digest)).isFalse();
        assertThatThrownBy(() -> store.open(digest))
                .isInstanceOf(BlobNotFoundException.class)
                .hasMessage("blob " + digest + " not found");
        assertThatThrownBy(() -> store.size(digest)).isInstanceOf(BlobNotFoundException.class);
    }

    @Test
    void aClosedDraftLeavesNothing() throws IOException {
        ContentStore store = DiskContentStore.open(temp);
        try (BlobDraft draft = store.begin(Digest.SHA512)) {
            draft.write(CONTENT, 0, CONTENT.length);
            draft.finish();
            assertThat(draft.digest().algorithm()).isEqualTo(Digest.SHA512);
        }
        assertThat(store.list()).isEmpty();
        assertThat(drafts()).isZero();
    }

    @Test
    void openingRemovesDraftsOfACrash() throws IOException {
        ContentStore store = DiskContentStore.open(temp);
        Digest kept = store.write(CONTENT);
        Files.writeString(temp.resolve("drafts/left"), "half");
        ContentStore again = DiskContentStore.open(temp);
        assertThat(drafts()).isZero();
        assertThat(again.list()).containsExactly(kept);
    }
}
