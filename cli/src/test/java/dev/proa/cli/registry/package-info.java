@NullMarked
package dev.proa.cli.registry;

import org.jspecify.annotations.NullMarked;
