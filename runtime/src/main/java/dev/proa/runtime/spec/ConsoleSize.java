package dev.proa.runtime.spec;

/**
 * What a terminal measures when its process starts.
 *
 * @param rows 0 to 65535
 * @param columns 0 to 65535
 */
public record ConsoleSize(int rows, int columns) {
    private static final int MOST = 65535;

    /** @throws IllegalArgumentException if no terminal can be as large */
    public ConsoleSize {
        if (rows < 0 || columns < 0 || rows > MOST || columns > MOST) {
            throw new IllegalArgumentException("no terminal has " + rows + " rows and " + columns + " columns");
        }
    }
}
