/** The subcommands that work on images. */
@NullMarked
package dev.proa.cli.command.image;

import org.jspecify.annotations.NullMarked;
