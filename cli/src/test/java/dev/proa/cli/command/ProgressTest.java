package dev.proa.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.cli.CliException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String PULL = """
            {"status":"Pulling from library/alpine","id":"3"}
            {"status":"Pulling fs layer","progressDetail":{},"id":"a1"}
            {"status":"Pulling fs layer","progressDetail":{},"id":"b2"}
            {"status":"Downloading","progressDetail":{"current":500,"total":1000},"id":"a1"}
            {"status":"Pull complete","progressDetail":{},"id":"b2"}
            {"status":"Digest: sha256:12"}
            {"aux":{"ID":"x"}}
            """;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private String shown(String messages, boolean terminal, boolean quiet) throws CliException, IOException {
        return shown(messages, terminal, 111, quiet);
    }

    private String shown(String messages, boolean terminal, int columns, boolean quiet)
            throws CliException, IOException {
        PrintStream out = new PrintStream(shown, false, UTF_8);
        try {
            Progress.show(new ByteArrayInputStream(messages.getBytes(UTF_8)), out, terminal, () -> columns, quiet);
        } finally {
            out.flush();
        }
        return shown.toString(UTF_8);
    }

    @Test
    void aFileGetsALineForEachChangeAndNoBars() throws Exception {
        assertThat(shown(PULL, false, false)).isEqualTo("""
                        3: Pulling from library/alpine
                        a1: Pulling fs layer
                        b2: Pulling fs layer
                        b2: Pull complete
                        Digest: sha256:12
                        """);
    }

    @Test
    void aTerminalShowsEachLayerOnALineOfItsOwn() throws Exception {
        assertThat(screen(shown(PULL, true, false))).isEqualTo("""
                        3: Pulling from library/alpine
                        a1: Downloading [=========================>                         ]     500B/1kB
                        b2: Pull complete
                        Digest: sha256:12
                        """);
    }

    @Test
    void aNarrowTerminalShowsNoBars() throws Exception {
        assertThat(screen(shown(PULL, true, 110, false))).isEqualTo("""
                        3: Pulling from library/alpine
                        a1: Downloading     500B/1kB
                        b2: Pull complete
                        Digest: sha256:12
                        """);
    }

    @Test
    void noLineOfALayerWraps() throws Exception {
        assertThat(screen(shown(PULL, true, 15, false))).isEqualTo("""
                        3: Pulling from library/alpine
                        a1: Downloading
                        b2: Pull comple
                        Digest: sha256:12
                        """);
    }

    @Test
    void linesBelowATextDoNotDisturbThoseAboveIt() throws Exception {
        String two = "{\"status\":\"Waiting\",\"progressDetail\":{},\"id\":\"a1\"}\n{\"status\":\"first done\"}\n"
                + "{\"status\":\"Waiting\",\"progressDetail\":{},\"id\":\"c3\"}\n"
                + "{\"status\":\"Pushed\",\"progressDetail\":{},\"id\":\"c3\"}\n";
        assertThat(screen(shown(two, true, false))).isEqualTo("a1: Waiting\nfirst done\nc3: Pushed\n");
    }

    @Test
    void theDaemonsErrorEndsIt() {
        assertThatThrownBy(() -> shown(
                        "{\"status\":\"Trying\"}\n{\"errorDetail\":{\"message\":\"no route\"},\"error\":\"no route\"}\n",
                        false,
                        true))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("no route");
        assertThat(shown.size()).isZero();
    }

    /** What a terminal shows after these bytes: it knows the few sequences that are used. */
    private static String screen(String bytes) {
        StringBuilder[] lines = new StringBuilder[20];
        int last = 0;
        int row = 0;
        int column = 0;
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new StringBuilder();
        }
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\u001b') {
                int end = i + 2;
                while (Character.isDigit(bytes.charAt(end))) {
                    end++;
                }
                int count = end == i + 2 ? 1 : Integer.parseInt(bytes.substring(i + 2, end));
                switch (bytes.charAt(end)) {
                    case 'A' -> row -= count;
                    case 'B' -> row += count;
                    case 'K' -> lines[row].setLength(0);
                    default -> throw new AssertionError("unknown sequence at " + i + " of " + bytes);
                }
                i = end;
            } else if (c == '\n') {
                row++;
                column = 0;
            } else if (c == '\r') {
                column = 0;
            } else {
                lines[row].setLength(Math.max(lines[row].length(), column + 1));
                lines[row].setCharAt(column++, c);
            }
            last = Math.max(last, row);
        }
        StringBuilder screen = new StringBuilder();
        for (int i = 0; i < last; i++) {
            screen.append(lines[i]).append('\n');
        }
        return screen.toString();
    }
}
