/** Starting, watching and talking to container processes through conmon and an OCI runtime. */
@NullMarked
package dev.proa.runtime;

import org.jspecify.annotations.NullMarked;
