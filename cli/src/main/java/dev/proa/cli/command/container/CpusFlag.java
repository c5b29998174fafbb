package dev.proa.cli.command.container;

import dev.proa.cli.flag.Flag;
import java.math.BigDecimal;

/** {@code --cpus 1.5}, kept in billionths of a CPU. */
final class CpusFlag extends Flag {
    private long nanoCpus;

    CpusFlag() {
        super("cpus", '\0', "Number of CPUs it may use, e.g. 1.5");
    }

    long nanoCpus() {
        return nanoCpus;
    }

    @Override
    protected String type() {
        return "decimal";
    }

    @Override
    protected void set(String text) {
        BigDecimal cpus;
        try {
            cpus = new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("failed to parse " + text + " as a rational number");
        }
        try {
            nanoCpus = cpus.movePointRight(9).longValueExact();
        } catch (ArithmeticException _) {
            throw new IllegalArgumentException("value is too precise");
        }
    }
}
