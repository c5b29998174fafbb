/** Bodies to JSON and back. */
@NullMarked
package dev.proa.wire.json;

import org.jspecify.annotations.NullMarked;
