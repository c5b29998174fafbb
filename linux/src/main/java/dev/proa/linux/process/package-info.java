/** Starting, identifying, signalling and reaping processes. */
@NullMarked
package dev.proa.linux.process;

import org.jspecify.annotations.NullMarked;
