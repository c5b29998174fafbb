/** How single fields and the general shapes are written: Go's conventions for null, empty and absent. */
@NullMarked
package dev.proa.wire.json.adapter;

import org.jspecify.annotations.NullMarked;
