package dev.proa.snapshot;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** When directories were changed, for the end: every file that is made in one changes its time. For one thread. */
final class DirectoryTimes {
    private final Map<FileName, FileTime> times = new LinkedHashMap<>();

    interface Opener {
        Fd open(FileName directory) throws LinuxException;
    }

    void put(FileName directory, FileTime time) {
        times.put(directory, time);
    }

    /** Sets all of them; passes over a directory whose place something else has taken since. */
    void set(Opener opener) throws LinuxException {
        for (Map.Entry<FileName, FileTime> directory : times.entrySet()) {
            Instant time = directory.getValue().toInstant();
            try (Fd fd = opener.open(directory.getKey())) {
                FileCalls.setModified(fd, time.getEpochSecond(), time.getNano());
            } catch (LinuxException gone) {
                if (!gone.is(Errno.ENOENT) && !gone.is(Errno.ENOTDIR) && !gone.is(Errno.ELOOP)) {
                    throw gone;
                }
            }
        }
    }
}
