@NullMarked
package dev.proa.cli.template;

import org.jspecify.annotations.NullMarked;
