/** Being told when files change: inotify(7). */
@NullMarked
package dev.proa.linux.inotify;

import org.jspecify.annotations.NullMarked;
