/** Streams between clients and processes: attach, exec and logs. */
@NullMarked
package dev.proa.engine.session;

import org.jspecify.annotations.NullMarked;
