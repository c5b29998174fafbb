/** Interfaces, addresses and routes over rtnetlink(7): what ip(8) does, without a process for each step. */
@NullMarked
package dev.proa.linux.netlink;

import org.jspecify.annotations.NullMarked;
