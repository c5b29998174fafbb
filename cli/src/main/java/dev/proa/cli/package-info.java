/** The entry point of the proa command. */
@NullMarked
package dev.proa.cli;

import org.jspecify.annotations.NullMarked;
