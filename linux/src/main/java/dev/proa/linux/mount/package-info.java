/** Mounting and unmounting, and reading what is mounted: the kernel's mount table as typed values. */
@NullMarked
package dev.proa.linux.mount;

import org.jspecify.annotations.NullMarked;
