package dev.proa.engine.files;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import java.io.IOException;

/** Why a path in a container could not be reached, in Docker's words. */
final class PathFailure {
    private PathFailure() {}

    static EngineException of(String container, String path, IOException failure) {
        if (failure instanceof LinuxException call) {
            if (call.is(Errno.ENOENT)) {
                return new NotFound("Could not find the file " + path + " in container " + container);
            }
            if (call.is(Errno.ENOTDIR)) {
                return new InvalidArgument(path + ": not a directory");
            }
            if (call.is(Errno.ELOOP)) {
                return new InvalidArgument(path + ": too many levels of symbolic links");
            }
            if (call.is(Errno.ENAMETOOLONG)) {
                return new InvalidArgument(path + ": file name too long");
            }
        }
        return new Internal(path + " in container " + container + ": " + failure.getMessage(), failure);
    }
}
