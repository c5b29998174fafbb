/** Registries over HTTP: credentials, login, search, push. */
@NullMarked
package dev.proa.server.registry;

import org.jspecify.annotations.NullMarked;
