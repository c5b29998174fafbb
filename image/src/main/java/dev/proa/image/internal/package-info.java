/** JSON of image documents: read leniently with precise complaints, written canonically; not exported. */
@NullMarked
package dev.proa.image.internal;

import org.jspecify.annotations.NullMarked;
