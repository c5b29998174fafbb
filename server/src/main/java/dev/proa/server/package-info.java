/** The daemon: its options, its log, and the API put together over an engine. */
@NullMarked
package dev.proa.server;

import org.jspecify.annotations.NullMarked;
