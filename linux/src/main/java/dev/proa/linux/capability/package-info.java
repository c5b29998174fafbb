/** Which capabilities this process may have at most, since a container can be given no others. */
@NullMarked
package dev.proa.linux.capability;

import org.jspecify.annotations.NullMarked;
