package dev.proa.engine.imagestore;

import dev.proa.engine.failure.NotFound;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which images {@code save} takes, and which of their names: a repository stands for all its tags, a name with a tag
 * for itself, an id for an image without names.
 */
final class ImageSelection {
    private final ImageTable images;
    private final ImageResolver resolver;

    ImageSelection(ImageTable images, ImageResolver resolver) {
        this.images = images;
        this.resolver = resolver;
    }

    /**
     * Finds all images or none; call it where no image can go away.
     *
     * @return in the order asked for
     * @throws NotFound in the words dockerd has for save
     */
    Map<ImageRow, Set<ImageName>> select(List<String> asked) {
        Map<Digest, Set<ImageName>> chosen = new LinkedHashMap<>();
        for (String image : asked) {
            switch (ImageArgument.parse(image)) {
                case ImageArgument.Id(Digest id) -> chosen.computeIfAbsent(id, none -> new LinkedHashSet<>());
                case ImageArgument.Name(ImageName name) -> byName(image, name, chosen);
            }
        }
        Map<ImageRow, Set<ImageName>> rows = new LinkedHashMap<>();
        chosen.forEach((id, names) ->
                rows.put(images.find(id).orElseThrow(() -> new NotFound("No such image: " + id)), names));
        return rows;
    }

    private void byName(String asked, ImageName name, Map<Digest, Set<ImageName>> chosen) {
        boolean bare = name.tag() == null && name.digest() == null;
        if (bare) {
            Map<ImageName, Digest> tags = tagsOf(name.repository());
            if (!tags.isEmpty()) {
                tags.forEach((tag, id) -> chosen.computeIfAbsent(id, none -> new LinkedHashSet<>())
                        .add(tag));
                return;
            }
        }
        if (bare || name.familiarRepository().equals(Digest.SHA256)) {
            ImageRow row = resolver.beginningWith(asked).orElseThrow(() -> new NotFound("No such image: " + asked));
            chosen.computeIfAbsent(row.id(), none -> new LinkedHashSet<>());
            return;
        }
        ImageName key = ImageResolver.key(name);
        Digest id = images.idOf(key).orElseThrow(() -> new NotFound("reference does not exist"));
        Set<ImageName> names = chosen.computeIfAbsent(id, none -> new LinkedHashSet<>());
        if (key.digest() == null) {
            names.add(key);
        }
    }

    private Map<ImageName, Digest> tagsOf(String repository) {
        Map<ImageName, Digest> tags = new TreeMap<>(Comparator.comparing(ImageName::canonical));
        images.names()
                .forEach((id, names) -> names.stream()
                        .filter(name ->
                                name.digest() == null && name.repository().equals(repository))
                        .forEach(name -> tags.put(name, id)));
        return tags;
    }
}
