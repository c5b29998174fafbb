/** One class for each row of the table. */
@NullMarked
package dev.proa.bench.measure;

import org.jspecify.annotations.NullMarked;
