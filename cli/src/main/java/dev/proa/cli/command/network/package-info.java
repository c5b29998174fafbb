/** The commands on networks. */
@NullMarked
package dev.proa.cli.command.network;

import org.jspecify.annotations.NullMarked;
