package dev.proa.cli.copy;

import dev.proa.cli.CliException;

/**
 * What a copy amounts to, by Docker's rules: where its archive is unpacked, and by which name its topmost entry goes.
 *
 * @param directory where it is unpacked
 * @param from the name the archive's entries begin with, empty if none is to be replaced
 * @param to what stands in its place
 */
public record Plan(String directory, String from, String to) {
    /** @throws CliException {@code cannot copy directory} or {@code no such directory} */
    public static Plan of(Place source, Place destination) throws CliException {
        Paths.Split target = Paths.split(destination.path());
        if (destination.exists() && destination.directory()) {
            return new Plan(destination.path(), "", "");
        }
        if (destination.exists() && source.directory()) {
            throw new CliException("cannot copy directory");
        }
        if (!destination.exists() && !source.directory() && Paths.assertsDirectory(destination.path())) {
            throw new CliException("no such directory");
        }
        return new Plan(target.directory(), source.keptName(), target.name());
    }

    /** The new name of an entry. */
    String rename(String entry) {
        if (to.isEmpty()) {
            return entry;
        }
        if (from.equals("/")) {
            return to + entry;
        }
        int at = entry.indexOf(from);
        return at < 0 ? entry : entry.substring(0, at) + to + entry.substring(at + from.length());
    }
}
