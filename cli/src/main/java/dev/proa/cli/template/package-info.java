/** Go's text/template, in which users of Docker write {@code --format}; no maintained Java library of it is published. */
@NullMarked
package dev.proa.cli.template;

import org.jspecify.annotations.NullMarked;
