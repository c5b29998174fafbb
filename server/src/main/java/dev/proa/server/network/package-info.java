/** The API's operations on networks. */
@NullMarked
package dev.proa.server.network;

import org.jspecify.annotations.NullMarked;
