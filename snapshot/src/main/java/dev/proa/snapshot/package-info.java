/** Layers by chain ID and container root file systems on overlayfs. */
@NullMarked
package dev.proa.snapshot;

import org.jspecify.annotations.NullMarked;
