/** File descriptors with one owner, and waiting for them without holding a thread. */
@NullMarked
package dev.proa.linux.io;

import org.jspecify.annotations.NullMarked;
