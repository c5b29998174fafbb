/** A container's own network namespace and what is in it. */
@NullMarked
package dev.proa.network.sandbox;

import org.jspecify.annotations.NullMarked;
