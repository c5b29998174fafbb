package dev.proa.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.FileCalls;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a program, with exactly the descriptors it is meant to have.
 *
 * <p>Unlike {@link ProcessBuilder}: any descriptor can be handed over, everything else is closed, and the program can
 * lead a session of its own so that signals to this process's group do not reach it. Signals blocked or ignored here
 * are not so in the program. Needs glibc 2.34, the first with {@code posix_spawn_file_actions_addclosefrom_np}.
 *
 * @param command the program as an absolute path, and its arguments
 * @param environment {@code NAME=value} each; the program gets nothing else
 * @param directory its working directory; this process's own if empty
 * @param input its standard input; /dev/null if empty
 * @param output its standard output; /dev/null if empty
 * @param error its standard error; /dev/null if empty
 * @param inherited become its descriptors 3, 4 and so on; they stay the caller's
 * @param newSession whether it leads its own session and process group
 */
public record Spawn(
        List<String> command,
        List<String> environment,
        Optional<Path> directory,
        Optional<Descriptor> input,
        Optional<Descriptor> output,
        Optional<Descriptor> error,
        List<Descriptor> inherited,
        boolean newSession) {
    /** The number of the first descriptor of {@link #inherited}. */
    public static final int FIRST_INHERITED = 3;

    public Spawn {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        inherited = List.copyOf(inherited);
    }

    /** A program without environment, reading and writing /dev/null, in this process's directory and session. */
    public static Spawn of(List<String> command) {
        return new Spawn(
                command,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    /** The same with another environment, {@code NAME=value} each. */
    public Spawn withEnvironment(List<String> variables) {
        return new Spawn(command, variables, directory, input, output, error, inherited, newSession);
    }

    /** The same in another working directory. */
    public Spawn withDirectory(Path working) {
        return new Spawn(command, environment, Optional.of(working), input, output, error, inherited, newSession);
    }

    /** The same with another standard output. */
    public Spawn withOutput(Descriptor to) {
        return new Spawn(command, environment, directory, input, Optional.of(to), error, inherited, newSession);
    }

    /** The same with another standard error. */
    public Spawn withError(Descriptor to) {
        return new Spawn(command, environment, directory, input, output, Optional.of(to), inherited, newSession);
    }

    /** The same with these as descriptors 3, 4 and so on. */
    public Spawn withInherited(List<Descriptor> descriptors) {
        return new Spawn(command, environment, directory, input, output, error, descriptors, newSession);
    }

    /** The same as the leader of a session of its own. */
    public Spawn inNewSession() {
        return new Spawn(command, environment, directory, input, output, error, inherited, true);
    }

    /**
     * Starts the program.
     *
     * @return the child; who starts it also reaps it, by {@link Child#awaitExit()}
     * @throws LinuxException when it cannot be started, for example with ENOENT or EACCES; nothing is left behind
     */
    public Child start() throws IOException {
        Map<Integer, Descriptor> targets = new HashMap<>();
        input.ifPresent(d -> targets.put(0, d));
        output.ifPresent(d -> targets.put(1, d));
        error.ifPresent(d -> targets.put(2, d));
        for (int i = 0; i < inherited.size(); i++) {
            targets.put(FIRST_INHERITED + i, inherited.get(i));
        }
        int end = FIRST_INHERITED + inherited.size();
        // Copies above the targets' range: otherwise dup2 onto one target could overwrite the source of the next.
        List<Integer> copies = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(Native.FILE_ACTIONS_SIZE, 8);
            Native.call("posix_spawn_file_actions_init", () -> (int) Native.ACTIONS_INIT.invokeExact(actions));
            MemorySegment attributes = arena.allocate(Native.ATTRIBUTES_SIZE, 8);
            Native.call("posix_spawnattr_init", () -> (int) Native.ATTR_INIT.invokeExact(attributes));
            try {
                fillActions(arena, actions, targets, end, copies);
                fillAttributes(arena, attributes);
                return new Child(run(arena, actions, attributes));
            } finally {
                Native.call(
                        "posix_spawn_file_actions_destroy", () -> (int) Native.ACTIONS_DESTROY.invokeExact(actions));
            }
        } finally {
            copies.forEach(FileCalls::close);
        }
    }

    private void fillActions(
            Arena arena, MemorySegment actions, Map<Integer, Descriptor> targets, int end, List<Integer> copies)
            throws IOException {
        MemorySegment devNull = arena.allocateFrom("/dev/null");
        for (int target = 0; target < end; target++) {
            int number = target;
            Descriptor source = targets.get(target);
            if (source == null) {
                int mode = target == 0 ? 0 : 1; // O_RDONLY, O_WRONLY
                Native.call("posix_spawn_file_actions_addopen", () ->
                        (int) Native.ADD_OPEN.invokeExact(actions, number, devNull, mode, 0));
            } else {
                int copy = (int) source.use(fd -> FileCalls.duplicate(fd, end));
                copies.add(copy);
                Native.call("posix_spawn_file_actions_adddup2", () ->
                        (int) Native.ADD_DUP2.invokeExact(actions, copy, number));
            }
        }
        Native.call(
                "posix_spawn_file_actions_addclosefrom_np", () -> (int) Native.ADD_CLOSEFROM.invokeExact(actions, end));
        if (directory.isPresent()) {
            MemorySegment path = arena.allocateFrom(directory.get().toString());
            Native.call(
                    "posix_spawn_file_actions_addchdir_np", () -> (int) Native.ADD_CHDIR.invokeExact(actions, path));
        }
    }

    private void fillAttributes(Arena arena, MemorySegment attributes) throws LinuxException {
        // All signals to their default, none blocked: a daemon under nohup would make every container ignore SIGHUP.
        MemorySegment all = arena.allocate(Native.SIGNAL_SET_SIZE, 8);
        all.fill((byte) 0xff);
        MemorySegment none = arena.allocate(Native.SIGNAL_SET_SIZE, 8);
        Native.call("posix_spawnattr_setsigdefault", () -> (int) Native.SET_SIGDEFAULT.invokeExact(attributes, all));
        Native.call("posix_spawnattr_setsigmask", () -> (int) Native.SET_SIGMASK.invokeExact(attributes, none));
        short flags = (short) (Native.SETSIGDEF | Native.SETSIGMASK | (newSession ? Native.SETSID : 0));
        Native.call("posix_spawnattr_setflags", () -> (int) Native.SET_FLAGS.invokeExact(attributes, flags));
    }

    private int run(Arena arena, MemorySegment actions, MemorySegment attributes) throws LinuxException {
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment program = arena.allocateFrom(command.getFirst());
        MemorySegment arguments = strings(arena, command);
        MemorySegment variables = strings(arena, environment);
        Native.call("posix_spawn(\"" + command.getFirst() + "\")", () ->
                (int) Native.SPAWN.invokeExact(pid, program, actions, attributes, arguments, variables));
        return pid.get(JAVA_INT, 0);
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(ADDRESS, values.size() + 1L);
        for (int i = 0; i < values.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(values.get(i)));
        }
        return array; // the arena's memory is zeroed, so the end is marked
    }

    /** The posix_spawn(3) family: each answers an error number instead of setting errno. */
    private static final class Native {
        // Sizes of glibc's types are 80 and 336 bytes; musl's fit as well.
        static final long FILE_ACTIONS_SIZE = 512;
        static final long ATTRIBUTES_SIZE = 512;
        static final long SIGNAL_SET_SIZE = 128;
        static final int SETSIGDEF = 4;
        static final int SETSIGMASK = 8;
        static final int SETSID = 0x80;

        static final MethodHandle ACTIONS_INIT = plain("posix_spawn_file_actions_init", ADDRESS);
        static final MethodHandle ACTIONS_DESTROY = plain("posix_spawn_file_actions_destroy", ADDRESS);
        static final MethodHandle ADD_OPEN =
                plain("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        static final MethodHandle ADD_DUP2 = plain("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
        static final MethodHandle ADD_CLOSEFROM = plain("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
        static final MethodHandle ADD_CHDIR = plain("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
        static final MethodHandle ATTR_INIT = plain("posix_spawnattr_init", ADDRESS);
        static final MethodHandle SET_FLAGS = plain("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
        static final MethodHandle SET_SIGDEFAULT = plain("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
        static final MethodHandle SET_SIGMASK = plain("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
        static final MethodHandle SPAWN = plain("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

        private static MethodHandle plain(String name, java.lang.foreign.MemoryLayout... arguments) {
            return LibC.withoutErrno(name, FunctionDescriptor.of(JAVA_INT, arguments));
        }

        interface Call {
            int run() throws Throwable;
        }

        static void call(String name, Call call) throws LinuxException {
            int error;
            try {
                error = call.run();
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable impossible) {
                throw new AssertionError(impossible);
            }
            if (error != 0) {
                throw new LinuxException(name, error);
            }
        }
    }
}
