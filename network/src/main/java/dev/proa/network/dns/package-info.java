/** The name server of containers in user-defined networks: at 127.0.0.11 in each of their namespaces. */
@NullMarked
package dev.proa.network.dns;

import org.jspecify.annotations.NullMarked;
