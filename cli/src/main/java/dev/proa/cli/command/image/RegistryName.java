package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.ImageName;

/** The name given to pull and push. */
final class RegistryName {
    private RegistryName() {}

    /**
     * The familiar name, with the default tag where none was given, of which the user is told.
     *
     * @param all whether all tags are meant; then there is none in the name
     */
    static String of(Cli cli, String argument, boolean all, boolean quiet) throws CliException {
        ImageName.refuseId(argument);
        String name = ImageName.familiar(argument);
        if (!ImageName.isRepository(name)) {
            if (all) {
                throw new CliException("tag can't be used with --all-tags/-a");
            }
            return name;
        }
        if (all) {
            return name;
        }
        if (!quiet) {
            cli.out().append("Using default tag: " + ImageName.DEFAULT_TAG).append('\n');
        }
        return name + ":" + ImageName.DEFAULT_TAG;
    }
}
