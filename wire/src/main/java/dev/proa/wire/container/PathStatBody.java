package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/**
 * What is at a path in a container.
 *
 * @param mode Go's os.FileMode: nine bits of permissions, kinds and the rest in the highest bits
 */
@Json
public record PathStatBody(String name, long size, long mode, String mtime, String linkTarget) {
    public PathStatBody {
        name = Absent.text(name);
        mtime = Absent.text(mtime);
        linkTarget = Absent.text(linkTarget);
    }
}
