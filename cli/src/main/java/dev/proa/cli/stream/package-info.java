/** Bytes between the terminal or a pipe and a container: frames, signals, raw mode. */
@NullMarked
package dev.proa.cli.stream;

import org.jspecify.annotations.NullMarked;
