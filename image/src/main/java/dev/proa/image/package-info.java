/** Names, digests and documents of images. */
@NullMarked
package dev.proa.image;

import org.jspecify.annotations.NullMarked;
