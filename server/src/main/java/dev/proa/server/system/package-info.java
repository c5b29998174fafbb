/** The API's operations on the engine as a whole, and those it does not have. */
@NullMarked
package dev.proa.server.system;

import org.jspecify.annotations.NullMarked;
