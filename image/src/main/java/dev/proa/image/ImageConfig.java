package dev.proa.image;

import dev.proa.image.internal.JsonText;
import dev.proa.image.internal.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document that is an image: its layers and how its containers run. The OCI image configuration with Docker's
 * additions.
 *
 * <p>An image's id is the digest of this document's bytes as they came. So keep those bytes: what {@link #toJson} writes
 * of a config that was read need not be the same.
 *
 * @param platform what the programs in the image were built for
 * @param osVersion of Windows images; else empty
 * @param created null if the document does not say
 * @param author free text
 * @param comment free text of older Docker versions
 * @param dockerVersion that made the image, in older documents
 * @param config how its containers run
 * @param diffIds the digests of the uncompressed layers, from the lowest up
 * @param history how it was made, from the first step on
 */
public record ImageConfig(
        Platform platform,
        String osVersion,
        @Nullable Instant created,
        String author,
        String comment,
        String dockerVersion,
        ContainerConfig config,
        List<Digest> diffIds,
        List<History> history) {

    /**
     * One step in the making of an image.
     *
     * @param created null if the document does not say
     * @param createdBy the command
     * @param emptyLayer whether the step made no layer
     */
    public record History(
            @Nullable Instant created, String createdBy, String author, String comment, boolean emptyLayer) {}

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    /**
     * Reads the document. Unknown members are ignored.
     *
     * @throws ImageFormatException if it is no JSON, a member has the wrong type, or there is no {@code rootfs}
     */
    public static ImageConfig parse(byte[] json) throws ImageFormatException {
        JsonValue document = JsonValue.parse("image config", json);
        JsonValue rootfs = document.get("rootfs");
        if (rootfs.isNull()) {
            // moby's image.NewFromJSON has these words.
            throw new ImageFormatException("invalid image JSON, no RootFS key");
        }
        String type = rootfs.get("type").string();
        if (!type.isEmpty() && !type.equals("layers")) {
            throw rootfs.get("type").complaint("expected \"layers\", found \"" + type + "\"");
        }
        List<Digest> diffIds = new ArrayList<>();
        for (JsonValue diffId : rootfs.get("diff_ids").elements()) {
            diffIds.add(diffId.digest());
        }
        List<History> history = new ArrayList<>();
        for (JsonValue step : document.get("history").elements()) {
            history.add(new History(
                    step.get("created").instant(),
                    step.get("created_by").string(),
                    step.get("author").string(),
                    step.get("comment").string(),
                    step.get("empty_layer").bool()));
        }
        String os = document.get("os").string();
        return new ImageConfig(
                new Platform(
                        os.isEmpty() ? "linux" : os,
                        document.get("architecture").string(),
                        document.get("variant").string()),
                document.get("os.version").string(),
                document.get("created").instant(),
                document.get("author").string(),
                document.get("comment").string(),
                document.get("docker_version").string(),
                ContainerConfig.read(document.get("config")),
                diffIds,
                history);
    }

    /** The document, in UTF-8, always the same for the same values. */
    public byte[] toJson() {
        return JsonText.object(json -> {
            json.member("architecture", platform.architecture())
                    .optional("author", author)
                    .optional("comment", comment)
                    .object("config", config::write)
                    .optional("created", created == null ? null : created.toString())
                    .optional("docker_version", dockerVersion)
                    .array(
                            "history",
                            history,
                            (step, h) -> step.optional(
                                            "created", h.created() == null ? null : String.valueOf(h.created()))
                                    .optional("created_by", h.createdBy())
                                    .optional("author", h.author())
                                    .optional("comment", h.comment())
                                    .optional("empty_layer", h.emptyLayer()))
                    .member("os", platform.os())
                    .optional("os.version", osVersion)
                    .optional("variant", platform.variant())
                    .object(
                            "rootfs",
                            rootfs -> rootfs.member("type", "layers")
                                    .allStrings(
                                            "diff_ids",
                                            diffIds.stream()
                                                    .map(Digest::toString)
                                                    .toList()));
        });
    }
}
