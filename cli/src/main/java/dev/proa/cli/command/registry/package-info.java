/** Commands about registries. */
@NullMarked
package dev.proa.cli.command.registry;

import org.jspecify.annotations.NullMarked;
