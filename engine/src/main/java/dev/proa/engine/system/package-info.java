/** The engine as a whole: its host, its version, its use of the disk. */
@NullMarked
package dev.proa.engine.system;

import org.jspecify.annotations.NullMarked;
