/** What changes a container: create, start, its end, stop, remove; one operation a file. */
@NullMarked
package dev.proa.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
