/** Bodies about networks. */
@NullMarked
package dev.proa.wire.network;

import org.jspecify.annotations.NullMarked;
