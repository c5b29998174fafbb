/** Bodies about registries. */
@NullMarked
package dev.proa.wire.registry;

import org.jspecify.annotations.NullMarked;
