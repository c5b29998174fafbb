package dev.proa.linux.file;

/**
 * What statx(2) says of a file.
 *
 * @param mode type and permissions, as in inode(7)
 * @param uid the owner's user id, unsigned
 * @param gid the owner's group id, unsigned
 * @param links the number of hard links
 * @param size in bytes
 * @param blocks allocated blocks of 512 bytes
 * @param inode the inode's number
 * @param device the file system's device, major number in the upper half
 * @param special for device nodes the device they stand for, major number in the upper half
 * @param mtimeSeconds the last change of the content, seconds since 1970
 * @param mtimeNanos the nanoseconds of that
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        int links,
        long size,
        long blocks,
        long inode,
        long device,
        long special,
        long mtimeSeconds,
        int mtimeNanos) {
    private static final int S_IFMT = 0170000;

    /** The file type bits of the mode, to be compared with the constants of {@link FileCalls}. */
    public int type() {
        return mode & S_IFMT;
    }

    /** The permissions with setuid, setgid and sticky bit. */
    public int permissions() {
        return mode & 07777;
    }

    public boolean isDirectory() {
        return type() == FileCalls.S_IFDIR;
    }

    public boolean isRegularFile() {
        return type() == FileCalls.S_IFREG;
    }

    public boolean isSymbolicLink() {
        return type() == FileCalls.S_IFLNK;
    }
}
