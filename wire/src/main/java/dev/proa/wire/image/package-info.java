/** Bodies about images and the streams of progress that loading and pulling answer with. */
@NullMarked
package dev.proa.wire.image;

import org.jspecify.annotations.NullMarked;
