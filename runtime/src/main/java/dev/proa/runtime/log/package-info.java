/** Reading the log files that conmon writes, and handing them on in the form Docker's clients expect. */
@NullMarked
package dev.proa.runtime.log;

import org.jspecify.annotations.NullMarked;
