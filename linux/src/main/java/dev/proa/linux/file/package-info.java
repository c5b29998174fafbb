/** Files relative to directory descriptors: the calls that make work inside an untrusted tree safe, which Java lacks. */
@NullMarked
package dev.proa.linux.file;

import org.jspecify.annotations.NullMarked;
