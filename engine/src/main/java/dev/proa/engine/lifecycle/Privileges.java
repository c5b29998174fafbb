package dev.proa.engine.lifecycle;

import dev.proa.engine.container.HostConfig;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.linux.capability.Capability;
import dev.proa.runtime.spec.CapabilityChoice;
import dev.proa.runtime.spec.Seccomp;
import dev.proa.runtime.spec.SeccompProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which privileges containers get: capabilities and system calls. Safe for use by any number of threads. */
public final class Privileges {
    private final Set<Capability> available;
    private final SeccompProfile.Host host;
    private final Path profileFile;
    private @Nullable SeccompProfile defaultProfile;

    /** @param profileFile the default profile in containers-common's format; read when it is first needed */
    public Privileges(Path profileFile) throws IOException {
        this.available = Capability.bounding();
        this.host = SeccompProfile.Host.current();
        this.profileFile = profileFile;
    }

    /**
     * Checks the capabilities and the seccomp profile asked for.
     *
     * @return what the user asked for and cannot have on this host
     * @throws InvalidArgument for a capability or profile that does not exist
     */
    List<String> check(HostConfig config) {
        seccomp(config);
        return choice(config).warnings();
    }

    Set<Capability> capabilities(HostConfig config) {
        return choice(config).capabilities();
    }

    /** What an exec with {@code --privileged} gets. */
    Set<Capability> all() {
        return available;
    }

    private CapabilityChoice choice(HostConfig config) {
        try {
            return CapabilityChoice.of(config.capAdd(), config.capDrop(), config.privileged(), available);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidArgument(String.valueOf(unknown.getMessage()));
        }
    }

    /** The system call filter, empty for none: what is privileged is not filtered unless a profile is asked for. */
    Optional<Seccomp> seccomp(HostConfig config) {
        String wanted = SecurityOptions.parse(config.securityOpt()).seccomp();
        if (wanted == null) {
            return config.privileged()
                    ? Optional.empty()
                    : Optional.of(defaultProfile().forCapabilities(capabilities(config)));
        }
        if (wanted.equals(SecurityOptions.UNCONFINED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SeccompProfile.parse(wanted, host).forCapabilities(capabilities(config)));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
    }

    private synchronized SeccompProfile defaultProfile() {
        SeccompProfile known = defaultProfile;
        if (known == null) {
            try {
                known = SeccompProfile.load(profileFile, host);
            } catch (IOException failure) {
                throw new Internal(
                        "read the default seccomp profile " + profileFile + ": " + failure.getMessage(), failure);
            }
            defaultProfile = known;
        }
        return known;
    }
}
