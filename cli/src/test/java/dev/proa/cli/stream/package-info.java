@NullMarked
package dev.proa.cli.stream;

import org.jspecify.annotations.NullMarked;
