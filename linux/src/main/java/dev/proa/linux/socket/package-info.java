/** Unix sockets of the kinds java.nio does not know. */
@NullMarked
package dev.proa.linux.socket;

import org.jspecify.annotations.NullMarked;
