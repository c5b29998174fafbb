/** What registries are asked apart from images. */
@NullMarked
package dev.proa.engine.registry;

import org.jspecify.annotations.NullMarked;
