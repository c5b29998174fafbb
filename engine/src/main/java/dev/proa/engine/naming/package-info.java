/** How containers know names: their own, those of others, and who to ask. */
@NullMarked
package dev.proa.engine.naming;

import org.jspecify.annotations.NullMarked;
