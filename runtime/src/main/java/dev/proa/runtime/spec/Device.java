package dev.proa.runtime.spec;

import java.util.OptionalLong;

/**
 * A device node in the container.
 *
 * @param path where, absolute in the container
 * @param type {@code c} or {@code b}
 * @param major the driver's number
 * @param minor the device's number
 * @param fileMode the node's permissions
 * @param uid its owner
 * @param gid its group
 */
public record Device(String path, String type, long major, long minor, int fileMode, long uid, long gid) {
    /**
     * What the device cgroup lets the container do.
     *
     * @param allow whether it is allowed or forbidden
     * @param type {@code c}, {@code b} or {@code a} for all
     * @param major the driver's number; all if empty
     * @param minor the device's number; all if empty
     * @param access any of {@code r}, {@code w} and {@code m} for making nodes
     */
    public record Rule(boolean allow, String type, OptionalLong major, OptionalLong minor, String access) {
        /** Allows one device. */
        public static Rule allow(String type, long major, long minor, String access) {
            return new Rule(true, type, OptionalLong.of(major), OptionalLong.of(minor), access);
        }

        /** Allows every device. */
        public static Rule allowAll() {
            return new Rule(true, "a", OptionalLong.empty(), OptionalLong.empty(), "rwm");
        }
    }
}
