/** Events from where they happen to whoever listens. */
@NullMarked
package dev.proa.engine.bus;

import org.jspecify.annotations.NullMarked;
