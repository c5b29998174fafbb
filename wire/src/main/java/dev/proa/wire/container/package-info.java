/** Bodies about containers and execs. */
@NullMarked
package dev.proa.wire.container;

import org.jspecify.annotations.NullMarked;
