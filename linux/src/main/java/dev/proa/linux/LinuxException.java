package dev.proa.linux;

import java.io.IOException;

/**
 * A system or library call that failed: the call with its arguments, and the errno it left.
 *
 * <p>An {@link IOException}, so that code which mixes Java's own I/O with these calls has one thing to catch.
 */
public final class LinuxException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * @param call the call as a reader would write it, for example {@code mount("overlay", "/x", "overlay", 0)}
     * @param errno the error number, as in errno(3)
     */
    public LinuxException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.call = call;
        this.errno = errno;
    }

    /**
     * As {@link #LinuxException(String, int)}, with what the kernel said beyond the number.
     *
     * @param detail for example the text of a netlink extended acknowledgement; empty for none
     */
    public LinuxException(String call, int errno, String detail) {
        super(call + ": " + Errno.describe(errno) + (detail.isEmpty() ? "" : " (" + detail + ")"));
        this.call = call;
        this.errno = errno;
    }

    /** The call that failed, with its arguments. */
    public String call() {
        return call;
    }

    /** The error number, as in errno(3). */
    public int errno() {
        return errno;
    }

    /** Whether the call failed with this error number, one of the constants of {@link Errno}. */
    public boolean is(int other) {
        return errno == other;
    }
}
