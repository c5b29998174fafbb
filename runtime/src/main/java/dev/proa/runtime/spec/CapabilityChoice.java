package dev.proa.runtime.spec;

import dev.proa.linux.capability.Capability;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a container may do after {@code --cap-add}, {@code --cap-drop} and {@code --privileged}.
 *
 * @param capabilities what it gets
 * @param warnings what it was meant to have and cannot, for the user to read
 */
public record CapabilityChoice(Set<Capability> capabilities, List<String> warnings) {
    private static final String ALL = "ALL";

    public CapabilityChoice {
        capabilities = Collections.unmodifiableSet(capabilities);
        warnings = List.copyOf(warnings);
    }

    /**
     * Decides as Docker does: {@code ALL} in either list stands for every capability, names are taken in any case with
     * or without {@code CAP_}; what is named in {@code add} is had even if {@code drop} names it too, unless {@code add}
     * has {@code ALL}.
     *
     * @param available what this process can give, as {@link Capability#bounding} tells
     * @throws IllegalArgumentException with Docker's message for an unknown name, or for one added by name that is not
     *     available
     */
    public static CapabilityChoice of(
            List<String> add, List<String> drop, boolean privileged, Set<Capability> available) {
        Set<Capability> chosen = EnumSet.noneOf(Capability.class);
        Set<Capability> dropped = named("CapDrop", drop);
        Set<Capability> added = named("CapAdd", add);
        boolean allAdded = containsAll(add);
        boolean allDropped = containsAll(drop);
        if (privileged) {
            chosen.addAll(EnumSet.allOf(Capability.class));
        } else if (allAdded) {
            chosen.addAll(EnumSet.allOf(Capability.class));
            chosen.removeAll(dropped);
        } else {
            if (!allDropped) {
                chosen.addAll(DockerDefaults.CAPABILITIES);
                chosen.removeAll(dropped);
            }
            for (Capability capability : added) {
                if (!available.contains(capability)) {
                    throw new IllegalArgumentException(
                            "invalid CapAdd: capability not supported by your kernel or not available in the current"
                                    + " environment: \"" + capability + "\"");
                }
            }
            chosen.addAll(added);
        }
        Set<Capability> missing = EnumSet.copyOf(chosen);
        missing.removeAll(available);
        chosen.retainAll(available);
        if (missing.isEmpty()) {
            return new CapabilityChoice(chosen, List.of());
        }
        String names = missing.stream().map(Capability::name).collect(Collectors.joining(", "));
        return new CapabilityChoice(
                chosen, List.of("capabilities not available in the current environment were left out: " + names));
    }

    private static boolean containsAll(Collection<String> names) {
        return names.stream().anyMatch(name -> name.equalsIgnoreCase(ALL));
    }

    private static Set<Capability> named(String option, List<String> names) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (String name : names) {
            if (!name.equalsIgnoreCase(ALL)) {
                set.add(Capability.named(name).orElseThrow(() -> unknown(option, name)));
            }
        }
        return set;
    }

    private static IllegalArgumentException unknown(String option, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String full = upper.startsWith("CAP_") ? upper : "CAP_" + upper;
        return new IllegalArgumentException("invalid " + option + ": unknown capability: \"" + full + "\"");
    }
}
