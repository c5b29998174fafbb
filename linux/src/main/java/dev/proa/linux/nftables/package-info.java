/** The kernel's packet filter through libnftables: rulesets as text, applied atomically and in-process. */
@NullMarked
package dev.proa.linux.nftables;

import org.jspecify.annotations.NullMarked;
