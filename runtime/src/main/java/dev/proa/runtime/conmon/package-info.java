/** conmon: the small process beside each container that holds its streams, writes its log and reaps it. */
@NullMarked
package dev.proa.runtime.conmon;

import org.jspecify.annotations.NullMarked;
