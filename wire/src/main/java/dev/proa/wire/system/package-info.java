/** Bodies about the engine as a whole: version, information, events, errors, disk use. */
@NullMarked
package dev.proa.wire.system;

import org.jspecify.annotations.NullMarked;
