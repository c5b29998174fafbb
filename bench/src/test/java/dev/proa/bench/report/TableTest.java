package dev.proa.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Column> COLUMNS = List.of(new Column("theirs", "ours"), new Column("ours", null));

    @Test
    void aCellHoldsMedianRangeAndRatio() {
        Line line = new Line(
                "run",
                Unit.MILLISECONDS,
                Map.of(
                        "theirs", Summary.of(List.of(300e6, 340e6, 360e6)),
                        "ours", Summary.of(List.of(80e6, 60e6))),
                Map.of());

        assertThat(new Table(COLUMNS, List.of(line)).markdown()).isEqualTo("""
                        | | theirs | ours |
                        |---|---:|---:|
                        | run, ms | **340** (300–360), 4.86× | **70.0** (60.0–80.0) |
                        """);
    }

    @Test
    void aFailureIsShownAndExplained() {
        Line line = new Line(
                "run",
                Unit.MEBIBYTES,
                Map.of("theirs", Summary.of(List.of(1572864.0))),
                Map.of("ours", "no such image"));

        assertThat(new Table(COLUMNS, List.of(line)).markdown())
                .contains("| run, MiB | **1.50** (1.50–1.50) | failed |")
                .endsWith("\nFailed:\n- run, ours: no such image\n");
    }
}
