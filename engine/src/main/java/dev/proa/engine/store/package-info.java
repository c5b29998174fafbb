/** What exists, in SQLite: one table type a file, one transaction a change. */
@NullMarked
package dev.proa.engine.store;

import org.jspecify.annotations.NullMarked;
