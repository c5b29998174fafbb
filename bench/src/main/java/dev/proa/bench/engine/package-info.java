/** The engines side by side: how each is started, spoken to and stopped, and what memory it uses. */
@NullMarked
package dev.proa.bench.engine;

import org.jspecify.annotations.NullMarked;
