package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.image.ImageDeletion;
import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import dev.proa.snapshot.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes a name from an image or the image itself, as Docker decides.
 *
 * <p>By name: the name goes; with the last one the image goes too, unless a container uses it (which, without force,
 * keeps the last name in place). By id: an image with names in several places needs force, so does one that stopped
 * containers use; nothing removes one that a running container uses.
 */
final class RemoveImage {
    private final ImageTable images;
    private final ImageResolver resolver;
    private final ImageConfigs configs;
    private final ImageUsers containers;
    private final ImageEvents events;
    private final Holds holds;
    private final Garbage garbage;

    RemoveImage(
            ImageTable images,
            ImageResolver resolver,
            ImageConfigs configs,
            ImageUsers containers,
            ImageEvents events,
            Holds holds,
            Garbage garbage) {
        this.images = images;
        this.resolver = resolver;
        this.configs = configs;
        this.containers = containers;
        this.events = events;
        this.holds = holds;
        this.garbage = garbage;
    }

    /**
     * What was done.
     *
     * @param reclaimed bytes of the layers deleted
     */
    record Removal(List<ImageDeletion> steps, long reclaimed) {}

    /** @throws Conflict when containers or names stand against it */
    Removal run(String image, boolean force) {
        Decision decision = holds.deciding(() -> decide(resolver.find(image), image, force));
        return finish(decision);
    }

    /** Removes an image that nothing uses, with all its names; one that is used, or gone, stays as it is. */
    Removal removeUnused(Digest id) {
        Decision decision = holds.deciding(() -> {
            Optional<ImageRow> row = images.find(id);
            if (row.isEmpty() || !users(id).isEmpty()) {
                return new Decision(List.of(), Optional.empty());
            }
            List<ImageDeletion> steps = new ArrayList<>();
            delete(row.get(), steps);
            return new Decision(steps, row);
        });
        return finish(decision);
    }

    /**
     * What was decided and written down.
     *
     * @param deleted the image that is no more, whose parts are still there
     */
    private record Decision(List<ImageDeletion> steps, Optional<ImageRow> deleted) {}

    private Decision decide(ImageResolver.Found found, String asked, boolean force) {
        return found.by().isPresent() ? byName(found.row(), found.by().get(), asked, force) : byId(found.row(), force);
    }

    private Decision byName(ImageRow row, ImageName name, String asked, boolean force) {
        List<ImageName> names = new ArrayList<>(images.namesOf(row.id()));
        List<ImageUsers.User> users = users(row.id());
        if (!force && inOnePlace(names) && !users.isEmpty()) {
            throw new Conflict("conflict: unable to remove repository reference \"" + asked
                    + "\" (must force) - container " + shortId(users.getFirst()) + " is using its referenced image "
                    + row.id().shortHex());
        }
        List<ImageDeletion> steps = new ArrayList<>();
        untag(row, name, steps);
        names.remove(name);
        if (name.digest() == null && names.stream().noneMatch(other -> sameRepository(other, name) && isTag(other))) {
            // Digests without a tag are of no use to people.
            for (ImageName digest : List.copyOf(names)) {
                if (sameRepository(digest, name)) {
                    untag(row, digest, steps);
                    names.remove(digest);
                }
            }
        }
        boolean used = users.stream().anyMatch(user -> user.running() || !force);
        if (!names.isEmpty() || used) {
            return new Decision(steps, Optional.empty());
        }
        delete(row, steps);
        return new Decision(steps, Optional.of(row));
    }

    private Decision byId(ImageRow row, boolean force) {
        List<ImageName> names = images.namesOf(row.id());
        List<ImageUsers.User> users = users(row.id());
        first(users, ImageUsers.User::running).ifPresent(user -> {
            throw conflict(row, "cannot be forced", "image is being used by running container " + shortId(user));
        });
        if (!force) {
            if (!names.isEmpty() && !inOnePlace(names)) {
                throw conflict(row, "must be forced", "image is referenced in multiple repositories");
            }
            first(users, user -> !user.running()).ifPresent(user -> {
                throw conflict(row, "must be forced", "image is being used by stopped container " + shortId(user));
            });
        }
        List<ImageDeletion> steps = new ArrayList<>();
        delete(row, steps);
        return new Decision(steps, Optional.of(row));
    }

    private void untag(ImageRow row, ImageName name, List<ImageDeletion> steps) {
        images.unname(name);
        steps.add(new ImageDeletion.Untagged(name.familiar()));
        events.happened("untag", row.id(), configs.labels(row.id()));
    }

    private void delete(ImageRow row, List<ImageDeletion> steps) {
        for (ImageName name : images.namesOf(row.id())) {
            untag(row, name, steps);
        }
        images.remove(row.id());
        steps.add(new ImageDeletion.Deleted(row.id().toString()));
        // Without labels, like Docker's: the image that had them is gone.
        events.happened("delete", row.id(), Map.of());
    }

    /** Deletes what the image was made of and nobody else needs; the topmost layers come first, as Docker says it. */
    private Removal finish(Decision decision) {
        List<ImageDeletion> steps = new ArrayList<>(decision.steps());
        if (decision.deleted().isEmpty()) {
            return new Removal(steps, 0);
        }
        ImageRow row = decision.deleted().get();
        configs.forget(row.id());
        Map<ChainId, Long> deleted = garbage.collect(Reachability.of(row));
        for (ChainId layer : row.layers().reversed()) {
            if (deleted.containsKey(layer)) {
                steps.add(new ImageDeletion.Deleted(layer.toString()));
            }
        }
        return new Removal(
                steps, deleted.values().stream().mapToLong(Long::longValue).sum());
    }

    private List<ImageUsers.User> users(Digest image) {
        return containers.users().stream()
                .filter(user -> user.image().equals(image))
                .toList();
    }

    private static Optional<ImageUsers.User> first(List<ImageUsers.User> users, Predicate<ImageUsers.User> kind) {
        return users.stream().filter(kind).findFirst();
    }

    /** Whether all names are of one repository and at most one of them is a tag. */
    private static boolean inOnePlace(List<ImageName> names) {
        return names.stream().map(ImageName::repository).distinct().count() == 1
                && names.stream().filter(RemoveImage::isTag).count() <= 1;
    }

    private static boolean isTag(ImageName name) {
        return name.digest() == null;
    }

    private static boolean sameRepository(ImageName one, ImageName other) {
        return one.repository().equals(other.repository());
    }

    private static Conflict conflict(ImageRow row, String force, String reason) {
        return new Conflict("conflict: unable to delete " + row.id().shortHex() + " (" + force + ") - " + reason);
    }

    private static String shortId(ImageUsers.User user) {
        return user.containerId().substring(0, Math.min(12, user.containerId().length()));
    }
}
