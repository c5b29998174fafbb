package dev.proa.server.image;

import dev.proa.server.http.ApiVersion;
import dev.proa.server.http.Moments;
import dev.proa.wire.image.ImageInspectBody;
import dev.proa.wire.image.ImageSummaryBody;
import dev.proa.wire.json.WireJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What older versions of the API said of images; the facts are in moby's api/docs/CHANGELOG.md. */
public final class OlderImages {
    private OlderImages() {}

    /** A line of the list of images. */
    static ImageSummaryBody listed(ApiVersion version, ImageSummaryBody newest) {
        boolean nameless = newest.repoTags().isEmpty() && newest.repoDigests().isEmpty();
        boolean none = version.before(43) && nameless;
        return new ImageSummaryBody(
                newest.id(),
                newest.parentId(),
                none ? List.of("<none>:<none>") : newest.repoTags(),
                none ? List.of("<none>@<none>") : newest.repoDigests(),
                newest.created(),
                newest.size(),
                newest.sharedSize(),
                virtualSize(version, newest),
                newest.labels(),
                version.before(51) ? -1 : newest.containers());
    }

    /** An image among what uses the disk: unlike in the list, its containers were always counted. */
    public static ImageSummaryBody measured(ApiVersion version, ImageSummaryBody newest) {
        return new ImageSummaryBody(
                newest.id(),
                newest.parentId(),
                newest.repoTags(),
                newest.repoDigests(),
                newest.created(),
                newest.size(),
                newest.sharedSize(),
                virtualSize(version, newest),
                newest.labels(),
                newest.containers());
    }

    private static long virtualSize(ApiVersion version, ImageSummaryBody newest) {
        return version.before(44) ? newest.size() : 0;
    }

    /** @param client the client's name for itself */
    static byte[] inspect(ApiVersion version, @Nullable String client, WireJson json, ImageInspectBody newest) {
        byte[] document = json.write(newest);
        // It asks for the newest version, and fails at recreating without a field that left with version 1.45.
        boolean olderCompose = client != null && client.startsWith("docker-compose/1.");
        if ((!version.before(50) && !olderCompose) || !(json.readTree(document) instanceof Map<?, ?> tree)) {
            return document;
        }
        Map<String, @Nullable Object> older = copy(tree);
        if (older.get("Config") instanceof Map<?, ?> config) {
            older.put("Config", config(copy(config)));
        }
        if (version.before(45) || olderCompose) {
            older.put("Container", "");
            older.put("ContainerConfig", config(new LinkedHashMap<>()));
        }
        if (version.before(44)) {
            older.put("VirtualSize", newest.size());
            older.putIfAbsent("Created", Moments.NEVER);
        }
        return json.writeTree(older);
    }

    /** Fields of a container's configuration that an image's does not have; they were always these. */
    private static Map<String, @Nullable Object> config(Map<String, @Nullable Object> config) {
        for (String flag : List.of("AttachStderr", "AttachStdin", "AttachStdout", "OpenStdin", "StdinOnce", "Tty")) {
            config.putIfAbsent(flag, false);
        }
        for (String text : List.of("Domainname", "Hostname", "Image", "User", "WorkingDir")) {
            config.putIfAbsent(text, "");
        }
        for (String list : List.of("Cmd", "Entrypoint", "Env", "Labels", "OnBuild", "Volumes")) {
            config.putIfAbsent(list, null);
        }
        return config;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> tree) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
