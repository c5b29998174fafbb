/** Containers as users see them: what they are made of, what they do and what can be asked of them. */
@NullMarked
package dev.proa.engine.container;

import org.jspecify.annotations.NullMarked;
