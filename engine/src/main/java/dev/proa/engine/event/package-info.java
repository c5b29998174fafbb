/** What happened in the engine, as a stream of events. */
@NullMarked
package dev.proa.engine.event;

import org.jspecify.annotations.NullMarked;
