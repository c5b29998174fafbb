/** The subcommands that work on containers. */
@NullMarked
package dev.proa.cli.command.container;

import org.jspecify.annotations.NullMarked;
