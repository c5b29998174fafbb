package dev.proa.engine.naming;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * Changes of files that running containers have open as theirs: in place, since a container keeps the file it was given,
 * and only as much as is needed, since the container may have written to it.
 */
final class FileEdits {
    /** No file of names has reason to be longer; what a container has made of it then is its own. */
    private static final long LONGEST = 1 << 20;

    private FileEdits() {}

    /** Changes a file's text; leaves a file that is gone, or longer than any should be, as it is. */
    static void change(Path file, UnaryOperator<String> edit) throws IOException {
        try {
            if (Files.size(file) > LONGEST) {
                return;
            }
            String before = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            String after = edit.apply(before);
            if (!after.equals(before)) {
                overwrite(file, after);
            }
        } catch (NoSuchFileException gone) {
            // Nobody can miss what is not there.
        }
    }

    /** Whether a file is there and has just this text. */
    static boolean holds(Path file, String text) throws IOException {
        try {
            byte[] expected = text.getBytes(StandardCharsets.UTF_8);
            return Files.size(file) == expected.length
                    && new String(Files.readAllBytes(file), StandardCharsets.UTF_8).equals(text);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Cuts off the rest only after the new text is there, so that no reader finds the file empty. */
    private static void overwrite(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(length);
        }
    }
}
