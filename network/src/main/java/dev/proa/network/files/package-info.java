/** The contents of the files below /etc by which a container knows names. */
@NullMarked
package dev.proa.network.files;

import org.jspecify.annotations.NullMarked;
