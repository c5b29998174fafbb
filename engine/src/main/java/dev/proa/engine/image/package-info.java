/** Images as users see them: names, loading and saving, removing, pruning. */
@NullMarked
package dev.proa.engine.image;

import org.jspecify.annotations.NullMarked;
