/** Real clients against a whole engine: what a user of Docker relies on, asked of Proa (or of dockerd, the oracle) from outside. */
@NullMarked
package dev.proa.e2e;

import org.jspecify.annotations.NullMarked;
