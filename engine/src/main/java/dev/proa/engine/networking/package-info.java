/** What there is behind networks: those there are, what makes and removes them, and containers' places in them. */
@NullMarked
package dev.proa.engine.networking;

import org.jspecify.annotations.NullMarked;
