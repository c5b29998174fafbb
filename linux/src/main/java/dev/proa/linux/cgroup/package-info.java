/** Where control groups are mounted and what is in them, for version 1, version 2 and hybrids of both. */
@NullMarked
package dev.proa.linux.cgroup;

import org.jspecify.annotations.NullMarked;
