package dev.proa.engine.files;

import dev.proa.engine.container.CommitRequest;
import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.imagestore.CommitImage;
import dev.proa.engine.lifecycle.ConfigMerge;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.HoldStill;
import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ContainerFilesystems;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** {@code commit}: an image of a container's files and configuration. */
final class CommitContainer {
    private final ContainerFilesystems overlays;
    private final CommitImage images;
    private final HoldStill still;
    private final ContainerEvents events;

    CommitContainer(ContainerFilesystems overlays, CommitImage images, HoldStill still, ContainerEvents events) {
        this.overlays = overlays;
        this.images = images;
        this.still = still;
        this.events = events;
    }

    Digest run(Container container, CommitRequest request) {
        ContainerConfig own = container.definition().config();
        ContainerConfig given = request.config();
        List<String> command = own.cmd();
        CommitImage.Wanted wanted = new CommitImage.Wanted(
                container.id(),
                container.imageId(),
                given == null ? own : ConfigMerge.over(given, own),
                request.changes(),
                request.author(),
                request.comment(),
                command == null ? "" : String.join(" ", command),
                request.name());
        Digest id = images.run(wanted, out -> still.during(container, request.pause(), () -> write(container, out)));
        String name = request.name();
        events.publish(
                container,
                "commit",
                Map.of("comment", request.comment(), "imageID", id.toString(), "imageRef", name == null ? "" : name));
        return id;
    }

    private void write(Container container, OutputStream out) throws java.io.IOException {
        List<ChainId> chain = container.layers().stream()
                .map(layer -> new ChainId(Digest.parse(layer)))
                .toList();
        overlays.writeLayer(container.id(), chain, out);
    }
}
