package dev.proa.engine.lifecycle;

import java.util.List;

/**
 * Who a process runs as, in numbers.
 *
 * @param additionalGids besides {@code gid}, in ascending order
 * @param home where it belongs, {@code /} when the image does not say
 */
public record ProcessUser(int uid, int gid, List<Integer> additionalGids, String home) {
    /** Root with no other groups. */
    public static final ProcessUser ROOT = new ProcessUser(0, 0, List.of(), "/");
}
