/** Requests to the Docker Engine API over a unix socket. */
@NullMarked
package dev.proa.cli.api;

import org.jspecify.annotations.NullMarked;
