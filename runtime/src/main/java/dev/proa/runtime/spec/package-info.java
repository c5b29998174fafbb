/** What the OCI runtime is told about a container: the runtime specification's config.json, with Docker's defaults. */
@NullMarked
package dev.proa.runtime.spec;

import org.jspecify.annotations.NullMarked;
