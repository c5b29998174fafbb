/** Raw native calls; not exported, so that only this module's typed methods use them. */
@NullMarked
package dev.proa.linux.internal;

import org.jspecify.annotations.NullMarked;
