/** Flags with the syntax and the error texts of Docker's command line, on top of picocli's parser. */
@NullMarked
package dev.proa.cli.flag;

import org.jspecify.annotations.NullMarked;
