/** Dockerfile instructions that change only an image's configuration: what {@code --change} takes. */
@NullMarked
package dev.proa.engine.imagestore.change;

import org.jspecify.annotations.NullMarked;
