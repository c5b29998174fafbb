@NullMarked
package dev.proa.cli.flag;

import org.jspecify.annotations.NullMarked;
