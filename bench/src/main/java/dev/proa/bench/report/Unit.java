package dev.proa.bench.report;

/** What a row's figures are printed in. */
public enum Unit {
    /** From nanoseconds. */
    MILLISECONDS("ms", 1e6),
    /** From bytes. */
    MEBIBYTES("MiB", 1 << 20);

    private final String symbol;
    private final double size;

    Unit(String symbol, double size) {
        this.symbol = symbol;
        this.size = size;
    }

    /** The unit's symbol. */
    public String symbol() {
        return symbol;
    }

    /** A measured value in this unit. */
    public double of(double value) {
        return value / size;
    }
}
