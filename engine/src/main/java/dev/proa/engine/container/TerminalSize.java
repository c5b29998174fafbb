package dev.proa.engine.container;

import dev.proa.engine.failure.InvalidArgument;
import io.avaje.jsonb.Json;

/**
 * What a terminal measures.
 *
 * @param rows 0 to 65535
 * @param columns 0 to 65535
 */
@Json
public record TerminalSize(int rows, int columns) {
    private static final int MOST = 65535;

    /** @throws InvalidArgument if no terminal can be as large */
    public TerminalSize {
        if (rows < 0 || columns < 0 || rows > MOST || columns > MOST) {
            throw new InvalidArgument("invalid console size: " + rows + " by " + columns);
        }
    }
}
