/** Asks registries. */
@NullMarked
package dev.proa.engine.remote;

import org.jspecify.annotations.NullMarked;
