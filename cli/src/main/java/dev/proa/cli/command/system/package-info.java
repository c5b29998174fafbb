/** The subcommands that work on the daemon as a whole. */
@NullMarked
package dev.proa.cli.command.system;

import org.jspecify.annotations.NullMarked;
