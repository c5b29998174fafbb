/** The host's side of container networks, which the packages below change. */
@NullMarked
package dev.proa.network;

import org.jspecify.annotations.NullMarked;
