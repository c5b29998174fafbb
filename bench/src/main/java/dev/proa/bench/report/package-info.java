/** Figures as text: medians, the Markdown table, the machine they were taken on. */
@NullMarked
package dev.proa.bench.report;

import org.jspecify.annotations.NullMarked;
