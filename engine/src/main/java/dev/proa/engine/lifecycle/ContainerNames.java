package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.InvalidArgument;
import java.util.List;
import java.util.regex.Pattern;

/** Names of containers: which are valid, and made-up ones. */
final class ContainerNames {
    private static final String ALLOWED = "[a-zA-Z0-9][a-zA-Z0-9_.-]";
    private static final Pattern VALID = Pattern.compile(ALLOWED + "+");

    private static final List<String> FIRST = List.of(
            "able", "airy", "amber", "balmy", "bold", "brave", "breezy", "bright", "brisk", "calm", "candid", "clear",
            "clever", "coral", "cosy", "crisp", "daring", "deft", "eager", "early", "easy", "fair", "fleet", "fond",
            "fresh", "gentle", "glad", "golden", "grand", "happy", "hardy", "hearty", "honest", "humble", "jolly",
            "keen", "kind", "late", "light", "lively", "loyal", "lucid", "lucky", "merry", "mild", "misty", "modest",
            "neat", "nimble", "noble", "patient", "placid", "plain", "proud", "quick", "quiet", "rapid", "ready",
            "rosy", "salty", "serene", "sharp", "shy", "silent", "sleek", "smart", "snug", "solid", "spry", "stark",
            "steady", "still", "stout", "sunny", "sure", "swift", "tidy", "trim", "true", "vivid", "warm", "wise",
            "witty", "young", "zesty");

    private static final List<String> SECOND = List.of(
            "albatross",
            "anchor",
            "atoll",
            "bay",
            "beacon",
            "boom",
            "bowsprit",
            "breaker",
            "breeze",
            "buoy",
            "canoe",
            "cape",
            "capstan",
            "channel",
            "cloud",
            "coast",
            "comet",
            "compass",
            "cove",
            "crest",
            "current",
            "cutter",
            "delta",
            "dinghy",
            "dolphin",
            "dory",
            "drift",
            "dune",
            "eddy",
            "estuary",
            "fjord",
            "gale",
            "gull",
            "harbor",
            "heron",
            "horizon",
            "hull",
            "inlet",
            "island",
            "jetty",
            "kayak",
            "keel",
            "ketch",
            "lagoon",
            "lantern",
            "lugger",
            "mast",
            "mooring",
            "narwhal",
            "oar",
            "ocean",
            "osprey",
            "outrigger",
            "paddle",
            "pelican",
            "pier",
            "pilot",
            "planet",
            "port",
            "prow",
            "quay",
            "raft",
            "reef",
            "ripple",
            "rudder",
            "sail",
            "schooner",
            "seal",
            "shoal",
            "shore",
            "skiff",
            "sloop",
            "spar",
            "spray",
            "squall",
            "star",
            "surf",
            "swell",
            "tern",
            "tide",
            "tiller",
            "trimaran",
            "wake",
            "wave",
            "whale",
            "wharf",
            "yawl");

    private ContainerNames() {}

    /**
     * @param given with or without the leading slash
     * @return without it
     * @throws InvalidArgument when it is not a name
     */
    static String parse(String given) {
        String name = given.startsWith("/") ? given.substring(1) : given;
        if (!VALID.matcher(name).matches()) {
            throw new InvalidArgument("Invalid container name (" + given + "), only " + ALLOWED + " are allowed");
        }
        return name;
    }

    /** A name nobody chose; the attempt's number makes it longer when short ones keep being taken. */
    static String makeUp(java.util.random.RandomGenerator random, int attempt) {
        String name = FIRST.get(random.nextInt(FIRST.size())) + "_" + SECOND.get(random.nextInt(SECOND.size()));
        return attempt == 0 ? name : name + random.nextInt(attempt * 10);
    }
}
