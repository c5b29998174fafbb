package dev.proa.server.container;

/** Types and permissions as Go's os.FileMode has them. */
final class GoFileMode {
    private static final int S_IFMT = 0170000;

    private GoFileMode() {}

    /** @param mode as in inode(7) */
    static long of(int mode) {
        long bits = mode & 0777;
        bits |= (mode & 04000) != 0 ? 1L << 23 : 0;
        bits |= (mode & 02000) != 0 ? 1L << 22 : 0;
        bits |= (mode & 01000) != 0 ? 1L << 20 : 0;
        return bits
                | switch (mode & S_IFMT) {
                    case 0040000 -> 1L << 31; // directory
                    case 0120000 -> 1L << 27; // symbolic link
                    case 0060000 -> 1L << 26; // block device
                    case 0020000 -> 1L << 26 | 1L << 21; // character device
                    case 0010000 -> 1L << 25; // FIFO
                    case 0140000 -> 1L << 24; // socket
                    default -> 0;
                };
    }
}
