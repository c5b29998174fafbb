/** JSON as trees that keep the daemon's order, and as text the way Go prints it. */
@NullMarked
package dev.proa.cli.json;

import org.jspecify.annotations.NullMarked;
