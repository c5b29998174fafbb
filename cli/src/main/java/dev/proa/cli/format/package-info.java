/** Tables, sizes, durations and the values that --format templates may name. */
@NullMarked
package dev.proa.cli.format;

import org.jspecify.annotations.NullMarked;
