/** What failed in the kernel, and the basic calls every other package needs. */
@NullMarked
package dev.proa.linux;

import org.jspecify.annotations.NullMarked;
