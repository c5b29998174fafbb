package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.InvalidArgument;
import java.util.Map;

/** {@code rename}. */
public final class RenameContainer {
    private final ContainerRegistry registry;
    private final Sandboxes sandboxes;
    private final ContainerEvents events;

    public RenameContainer(ContainerRegistry registry, Sandboxes sandboxes, ContainerEvents events) {
        this.registry = registry;
        this.sandboxes = sandboxes;
        this.events = events;
    }

    public void rename(String reference, String given) {
        String wanted = given.strip();
        if (bare(reference.strip()).isEmpty() || bare(wanted).isEmpty()) {
            throw new InvalidArgument("Neither old nor new names may be empty");
        }
        Container container = registry.find(reference.strip());
        container.change(() -> {
            String oldName = container.name();
            if (bare(wanted).equals(oldName)) {
                throw new InvalidArgument("Renaming a container with the same name as its current name");
            }
            try {
                registry.rename(container, ContainerNames.parse("/" + bare(wanted)));
            } catch (Conflict taken) {
                throw new Conflict("Error when allocating new name: " + taken.text());
            } catch (InvalidArgument malformed) {
                throw new InvalidArgument("Error when allocating new name: " + malformed.text());
            }
            sandboxes.renamed(container, oldName);
            events.publish(container, "rename", Map.of("oldName", "/" + oldName));
        });
    }

    private static String bare(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
