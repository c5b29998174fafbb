/** Fetching from registries into the content store: manifests, and blobs by digest, each once at a time. */
@NullMarked
package dev.proa.image.pull;

import org.jspecify.annotations.NullMarked;
