/** Details shared by this module's packages; not exported. */
@NullMarked
package dev.proa.runtime.internal;

import org.jspecify.annotations.NullMarked;
