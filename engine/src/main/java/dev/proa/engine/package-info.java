/** The public Java API of the engine. */
@NullMarked
package dev.proa.engine;

import org.jspecify.annotations.NullMarked;
