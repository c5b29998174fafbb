/** The API's operations on containers and execs. */
@NullMarked
package dev.proa.server.container;

import org.jspecify.annotations.NullMarked;
