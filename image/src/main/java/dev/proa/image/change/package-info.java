/** The instructions of {@code import --change} and {@code commit --change}, in the Dockerfile's syntax. */
@NullMarked
package dev.proa.image.change;

import org.jspecify.annotations.NullMarked;
