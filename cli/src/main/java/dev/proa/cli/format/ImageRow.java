package dev.proa.cli.format;

import dev.proa.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** One name of an image in {@code images} and {@code system df -v}. */
public final class ImageRow implements Row {
    private static final String NONE = "<none>";
    /** The names of all values. */
    public static final List<String> NAMES = List.of(
            "Containers",
            "CreatedAt",
            "CreatedSince",
            "Digest",
            "ID",
            "Repository",
            "SharedSize",
            "Size",
            "Tag",
            "UniqueSize",
            "VirtualSize");

    private final JsonObject image;
    private final boolean truncate;
    private final String repository;
    private final String tag;
    private final String digest;

    private ImageRow(JsonObject image, boolean truncate, String repository, String tag, String digest) {
        this.image = image;
        this.truncate = truncate;
        this.repository = repository;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * The rows of one image: one for each tag, or for each pair of tag and digest when digests are shown.
     *
     * @param image an element of {@code GET /images/json}
     */
    public static List<ImageRow> of(JsonObject image, boolean truncate, boolean digests, boolean showDigests) {
        List<ImageRow> rows = new ArrayList<>();
        if (isDangling(image)) {
            rows.add(new ImageRow(image, truncate, NONE, NONE, NONE));
            return rows;
        }
        Map<String, List<String>> tags = new LinkedHashMap<>();
        for (String name : image.strings("RepoTags")) {
            int colon = name.lastIndexOf(':');
            if (colon > name.lastIndexOf('/')) {
                tags.computeIfAbsent(name.substring(0, colon), _ -> new ArrayList<>())
                        .add(name.substring(colon + 1));
            }
        }
        Map<String, List<String>> byDigest = new LinkedHashMap<>();
        for (String name : image.strings("RepoDigests")) {
            int at = name.indexOf('@');
            if (at > 0) {
                byDigest.computeIfAbsent(name.substring(0, at), _ -> new ArrayList<>())
                        .add(name.substring(at + 1));
            }
        }
        for (Map.Entry<String, List<String>> entry : tags.entrySet()) {
            List<String> own = byDigest.remove(entry.getKey());
            for (String tag : entry.getValue()) {
                if (!digests || own == null) {
                    rows.add(new ImageRow(image, truncate, entry.getKey(), tag, NONE));
                    continue;
                }
                for (String digest : own) {
                    rows.add(new ImageRow(image, truncate, entry.getKey(), tag, digest));
                }
            }
        }
        for (Map.Entry<String, List<String>> entry : byDigest.entrySet()) {
            if (!showDigests) {
                rows.add(new ImageRow(image, truncate, entry.getKey(), NONE, ""));
                continue;
            }
            for (String digest : entry.getValue()) {
                rows.add(new ImageRow(image, truncate, entry.getKey(), NONE, digest));
            }
        }
        return rows;
    }

    private static boolean isDangling(JsonObject image) {
        List<String> tags = image.strings("RepoTags");
        List<String> digests = image.strings("RepoDigests");
        return (tags.isEmpty() && digests.isEmpty())
                || (tags.size() == 1
                        && tags.getFirst().equals("<none>:<none>")
                        && digests.size() == 1
                        && digests.getFirst().equals("<none>@<none>"));
    }

    /** The titles of the columns. */
    public static String title(String name) {
        return switch (name) {
            case "ID" -> "IMAGE ID";
            case "Repository" -> "REPOSITORY";
            case "Tag" -> "TAG";
            case "Digest" -> "DIGEST";
            case "CreatedSince" -> "CREATED";
            case "CreatedAt" -> "CREATED AT";
            case "Size", "VirtualSize" -> "SIZE";
            case "Containers" -> "CONTAINERS";
            case "SharedSize" -> "SHARED SIZE";
            case "UniqueSize" -> "UNIQUE SIZE";
            default -> "";
        };
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public String goType() {
        return "*formatter.imageContext";
    }

    @Override
    public Object get(String name) {
        long size = image.number("Size");
        long shared = image.number("SharedSize");
        return switch (name) {
            case "ID" -> truncate ? Text.shortId(image.string("Id")) : image.string("Id");
            case "Repository" -> repository;
            case "Tag" -> tag;
            case "Digest" -> digest;
            case "CreatedSince" -> Text.ago(image.number("Created"));
            case "CreatedAt" -> Text.goTime(image.number("Created"));
            case "Size" -> Units.shortSize(size);
            case "VirtualSize" -> Units.humanSize(size);
            case "Containers" -> image.number("Containers") == -1 ? "N/A" : Long.toString(image.number("Containers"));
            case "SharedSize" -> shared == -1 ? "N/A" : Units.humanSize(shared);
            case "UniqueSize" -> shared == -1 || size == -1 ? "N/A" : Units.humanSize(size - shared);
            default -> throw new NoSuchElementException(name);
        };
    }
}
