/** Files of containers: copying in and out, exporting, comparing with and making images. One operation a file. */
@NullMarked
package dev.proa.engine.files;

import org.jspecify.annotations.NullMarked;
