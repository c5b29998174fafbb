/** Image archives and layer streams: what docker save and OCI tools write, read safely and written reproducibly. */
@NullMarked
package dev.proa.image.archive;

import org.jspecify.annotations.NullMarked;
