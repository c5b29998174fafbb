/** Credentials for registries as the docker command keeps them: its config file and credential helpers. */
@NullMarked
package dev.proa.cli.registry;

import org.jspecify.annotations.NullMarked;
