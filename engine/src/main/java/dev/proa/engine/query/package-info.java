/** What is only asked of containers: lists, inspection, sizes, processes. */
@NullMarked
package dev.proa.engine.query;

import org.jspecify.annotations.NullMarked;
