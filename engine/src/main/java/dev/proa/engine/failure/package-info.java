/** The classes of failure that a caller of the engine can tell apart. */
@NullMarked
package dev.proa.engine.failure;

import org.jspecify.annotations.NullMarked;
