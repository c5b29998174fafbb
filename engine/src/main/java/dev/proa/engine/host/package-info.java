/** What {@code info}, {@code version} and {@code system df} show of the host, its programs and the engine's disk use. */
@NullMarked
package dev.proa.engine.host;

import org.jspecify.annotations.NullMarked;
