package dev.proa.cli.command;

import dev.proa.cli.api.Query;

/** The request to pull. */
public final class ImagePull {
    private ImagePull() {}

    /**
     * @param name familiar; without tag and digest all of a repository's tags are meant
     * @param platform empty: the daemon's
     */
    public static Query of(String name, String platform) {
        return Query.of("/images/create")
                .add("fromImage", ImageName.repository(name))
                .addIfGiven("tag", ImageName.version(name))
                .addIfGiven("platform", platform);
    }
}
