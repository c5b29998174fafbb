/** Network namespaces: making one that outlives its maker, running code inside, removing it. */
@NullMarked
package dev.proa.linux.netns;

import org.jspecify.annotations.NullMarked;
