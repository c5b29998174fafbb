/** The images of an engine: their names, what is unpacked of them, and when that is given back; one operation a file. */
@NullMarked
package dev.proa.engine.imagestore;

import org.jspecify.annotations.NullMarked;
