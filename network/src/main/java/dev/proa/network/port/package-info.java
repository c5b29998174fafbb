/** Ports of the host that lead to containers: which are free, who holds them, and relaying where NAT cannot. */
@NullMarked
package dev.proa.network.port;

import org.jspecify.annotations.NullMarked;
