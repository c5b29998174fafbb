@NullMarked
package dev.proa.cli.format;

import org.jspecify.annotations.NullMarked;
