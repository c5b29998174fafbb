/** Networks as users see them. */
@NullMarked
package dev.proa.engine.network;

import org.jspecify.annotations.NullMarked;
