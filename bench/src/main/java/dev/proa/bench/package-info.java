/** The benchmark's command: what was asked for, what is compared, the loop that takes turns. */
@NullMarked
package dev.proa.bench;

import org.jspecify.annotations.NullMarked;
