package dev.proa.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TabwriterTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(Tabwriter.align("A\tB\tC\nlonger than ten\tx\ty\n", 10, 3))
                .isEqualTo("A                 B         C\nlonger than ten   x         y\n");
    }

    @Test
    void aLineWithFewerCellsEndsTheColumn() {
        assertThat(Tabwriter.align("a\tb\tc\nplain\nlonger\tb\tc\n", 1, 1)).isEqualTo("a b c\nplain\nlonger b c\n");
    }

    @Test
    void charactersCountOnceWhateverTheirBytes() {
        assertThat(Tabwriter.align("é…\tx\nabc\ty", 1, 1)).isEqualTo("é…  x\nabc y");
    }
}
