package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** {@code proa save}. */
public final class SaveCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag output = flags.string("output", 'o', "", "Write to this file instead of standard output");
    private final ListFlag platform = flags.list("platform", "Save only this platform (os[/arch[/variant]])");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "[OPTIONS] IMAGE [IMAGE...]",
                "Save one or more images to a tar archive (streamed to STDOUT by default)",
                "image save",
                "save");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (output.value().isEmpty() && Tty.isTerminal(1)) {
            throw new CliException("cowardly refusing to save to a terminal. Use the -o flag or redirect");
        }
        Query query = Query.of("/images/get");
        for (String name : arguments) {
            query.add("names", name);
        }
        for (String one : platform.values()) {
            query.add("platform", Platforms.toJson(one));
        }
        if (output.value().isEmpty()) {
            try (var response = cli.api().get(query)) {
                response.body().transferTo(cli.rawOut());
            }
            return;
        }
        Path target = Path.of(output.value()).toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CliException(
                    "failed to save image: invalid file path: stat " + directory + ": no such file or directory");
        }
        try (var response = cli.api().get(query)) {
            toFile(target, directory, response.body());
        }
    }

    /** Through a file beside it, so that nobody finds half an archive. */
    private static void toFile(Path target, Path directory, java.io.InputStream archive) throws IOException {
        Path draft = Files.createTempFile(
                directory,
                ".tmp-" + target.getFileName(),
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                archive.transferTo(out);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
