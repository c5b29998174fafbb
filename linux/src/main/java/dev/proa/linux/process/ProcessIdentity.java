package dev.proa.linux.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that can be written down: after a reboot or a busy day the same pid is somebody else, with another start
 * time.
 *
 * @param pid its id in this process's pid namespace
 * @param startTime when it started, in clock ticks since boot (field 22 of /proc/pid/stat, proc(5))
 */
public record ProcessIdentity(int pid, long startTime) {
    /** The process that has this pid now; empty if none has, or it has ended and only waits to be reaped. */
    public static Optional<ProcessIdentity> of(int pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException failure) {
            // ESRCH when it ends between open and read, which Java does not tell apart.
            if (Files.exists(Path.of("/proc", Integer.toString(pid)))) {
                throw failure;
            }
            return Optional.empty();
        }
        return parse(pid, stat);
    }

    /** Reads one line of /proc/pid/stat. */
    static Optional<ProcessIdentity> parse(int pid, String stat) {
        // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        char state = fields[0].charAt(0);
        if (state == 'Z' || state == 'X') {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[19])));
    }

    /** Whether this very process is still running. */
    public boolean alive() throws IOException {
        return of(pid).filter(this::equals).isPresent();
    }
}
