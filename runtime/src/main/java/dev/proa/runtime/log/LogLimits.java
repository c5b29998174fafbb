package dev.proa.runtime.log;

/**
 * How much of a container's output is kept.
 *
 * @param fileBytes how large a file may become before the next one is begun
 * @param files how many files there may be, the one being written to included
 */
public record LogLimits(long fileBytes, int files) {
    /** What is kept of a container that asks for nothing else: conmon writes 45 bytes before each line. */
    public static final LogLimits DEFAULT = new LogLimits(40_000_000, 5);

    public LogLimits {
        if (fileBytes < 1 || files < 1) {
            throw new IllegalArgumentException("not a limit for logs: " + files + " files of " + fileBytes + " bytes");
        }
    }

    /** How many bytes all files may have together. */
    public long total() {
        return fileBytes > Long.MAX_VALUE / files ? Long.MAX_VALUE : fileBytes * files;
    }

    /** How large a file may become. A single file is kept as two halves, so that the newest lines are never all gone. */
    long segment() {
        return files == 1 ? Math.max(1, fileBytes / 2) : fileBytes;
    }

    /** How many files there may be, see {@link #segment}. */
    int segments() {
        return Math.max(2, files);
    }
}
