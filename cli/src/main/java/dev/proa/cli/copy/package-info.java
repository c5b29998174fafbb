/** Copying between this machine and containers: paths by Docker's rules, local files as tars and back. */
@NullMarked
package dev.proa.cli.copy;

import org.jspecify.annotations.NullMarked;
