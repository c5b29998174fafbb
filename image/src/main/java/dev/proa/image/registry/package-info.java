/** Speaking with registries: where they are, who one is to them, and requests that survive what networks do. */
@NullMarked
package dev.proa.image.registry;

import org.jspecify.annotations.NullMarked;
