/** The one place that knows every part of the engine and puts them together. */
@NullMarked
package dev.proa.engine.wiring;

import org.jspecify.annotations.NullMarked;
