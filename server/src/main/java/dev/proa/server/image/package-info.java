/** The API's operations on images. */
@NullMarked
package dev.proa.server.image;

import org.jspecify.annotations.NullMarked;
