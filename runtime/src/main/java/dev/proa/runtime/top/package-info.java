/** Listing a container's processes with the host's ps, as docker top does. */
@NullMarked
package dev.proa.runtime.top;

import org.jspecify.annotations.NullMarked;
