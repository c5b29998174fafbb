/** Networks of the driver bridge on the host: the interface, its address and its firewall table. */
@NullMarked
package dev.proa.network.bridge;

import org.jspecify.annotations.NullMarked;
