/** Which subnet a network gets, and which address each container on it. */
@NullMarked
package dev.proa.network.address;

import org.jspecify.annotations.NullMarked;
