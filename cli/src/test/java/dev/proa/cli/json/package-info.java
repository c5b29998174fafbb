@NullMarked
package dev.proa.cli.json;

import org.jspecify.annotations.NullMarked;
