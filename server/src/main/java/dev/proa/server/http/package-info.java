/** HTTP as the Docker Engine API uses it: routes, versions, bodies, errors, streams and taken-over connections. */
@NullMarked
package dev.proa.server.http;

import org.jspecify.annotations.NullMarked;
