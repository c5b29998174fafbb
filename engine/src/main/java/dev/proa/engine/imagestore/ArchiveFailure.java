package dev.proa.engine.imagestore;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.image.ImageFormatException;
import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.snapshot.LayerException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why an archive could not be taken in: because of what it is, or because of this machine. */
public final class ArchiveFailure {
    /** Docker's words for a full disk, which scripts look for; Java has glibc's, with a capital. */
    private static final String NO_SPACE = "no space left on device";

    private static final String NO_SPACE_GLIBC = "No space left on device";

    private ArchiveFailure() {}

    /** The failure in the words and class for a client. */
    public static EngineException of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (isDiskFull(failure)) {
            String plain = message.replace(NO_SPACE_GLIBC, NO_SPACE);
            return new Internal(plain.contains(NO_SPACE) ? plain : plain + ": " + NO_SPACE, failure);
        }
        return failure instanceof ImageFormatException || failure instanceof LayerException
                ? new InvalidArgument(message)
                : new Internal(message, failure);
    }

    static boolean isDiskFull(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ((cause instanceof LinuxException call && call.is(Errno.ENOSPC))
                    || String.valueOf(cause.getMessage()).contains(NO_SPACE_GLIBC)) {
                return true;
            }
        }
        return false;
    }
}
