/** Blobs by digest: how they are read, written and removed, and the store on disk. */
@NullMarked
package dev.proa.image.content;

import org.jspecify.annotations.NullMarked;
