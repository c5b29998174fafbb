package dev.proa.runtime.spec;

import dev.proa.linux.capability.Capability;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A process in a container: the one that starts it or one that joins it later.
 *
 * @param args the program, looked up in the PATH of {@code env}, and its arguments
 * @param env {@code NAME=value} each
 * @param cwd the working directory, absolute
 * @param terminal whether its standard streams are a terminal
 * @param consoleSize what that terminal measures from the start; up to the OCI runtime if empty
 * @param user whom it runs as
 * @param capabilities what a process of user 0 may do; others get none effective, but these as the bounding set
 * @param noNewPrivileges whether setuid bits and file capabilities have no effect
 * @param oomScoreAdj how readily the kernel kills it when memory is short, -1000 to 1000; inherited if empty
 * @param rlimits limits that were asked for; all others are inherited
 */
public record ProcessSpec(
        List<String> args,
        List<String> env,
        String cwd,
        boolean terminal,
        Optional<ConsoleSize> consoleSize,
        User user,
        Set<Capability> capabilities,
        boolean noNewPrivileges,
        OptionalInt oomScoreAdj,
        List<Rlimit> rlimits) {
    public ProcessSpec {
        if (args.isEmpty()) {
            throw new IllegalArgumentException("a process needs a program");
        }
        if (!cwd.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the working directory '" + cwd + "' is invalid, it needs to be an absolute path");
        }
        args = List.copyOf(args);
        env = List.copyOf(env);
        Set<Capability> ordered = EnumSet.noneOf(Capability.class);
        ordered.addAll(capabilities);
        capabilities = Collections.unmodifiableSet(ordered);
        rlimits = List.copyOf(rlimits);
    }

    /** A process of root in / with Docker's default capabilities and nothing else. */
    public static ProcessSpec of(List<String> args) {
        return new ProcessSpec(
                args,
                List.of("PATH=" + DockerDefaults.PATH),
                "/",
                false,
                Optional.empty(),
                User.ROOT,
                DockerDefaults.CAPABILITIES,
                false,
                OptionalInt.empty(),
                List.of());
    }

    /** The same with another environment. */
    public ProcessSpec withEnv(List<String> variables) {
        return new ProcessSpec(
                args, variables, cwd, terminal, consoleSize, user, capabilities, noNewPrivileges, oomScoreAdj, rlimits);
    }

    /** The same in another directory. */
    public ProcessSpec withCwd(String directory) {
        return new ProcessSpec(
                args, env, directory, terminal, consoleSize, user, capabilities, noNewPrivileges, oomScoreAdj, rlimits);
    }

    /** The same with or without a terminal. */
    public ProcessSpec withTerminal(boolean wanted) {
        return new ProcessSpec(
                args, env, cwd, wanted, consoleSize, user, capabilities, noNewPrivileges, oomScoreAdj, rlimits);
    }

    /** The same as another user. */
    public ProcessSpec withUser(User other) {
        return new ProcessSpec(
                args, env, cwd, terminal, consoleSize, other, capabilities, noNewPrivileges, oomScoreAdj, rlimits);
    }

    /** The same with other capabilities. */
    public ProcessSpec withCapabilities(Set<Capability> others) {
        return new ProcessSpec(
                args, env, cwd, terminal, consoleSize, user, others, noNewPrivileges, oomScoreAdj, rlimits);
    }

    /** The file that the OCI runtime takes for a process that joins a container, in UTF-8. */
    public byte[] toJson() {
        return SpecJson.process(this);
    }
}
