/** The nftables table that keeps networks apart and leads published ports to containers. */
@NullMarked
package dev.proa.network.firewall;

import org.jspecify.annotations.NullMarked;
