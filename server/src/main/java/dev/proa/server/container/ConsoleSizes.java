package dev.proa.server.container;

import dev.proa.engine.container.TerminalSize;
import dev.proa.server.http.ApiVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ConsoleSize}, which is height and width; it means something from version 1.42 on, and with a terminal. */
final class ConsoleSizes {
    private ConsoleSizes() {}

    /**
     * @return null if nothing is known
     * @throws dev.proa.engine.failure.InvalidArgument if no terminal can be as large
     */
    static @Nullable TerminalSize read(boolean terminal, @Nullable List<Integer> given, ApiVersion version) {
        if (!terminal || given == null || version.before(42)) {
            return null;
        }
        int rows = given.isEmpty() ? 0 : given.getFirst();
        int columns = given.size() < 2 ? 0 : given.get(1);
        return rows == 0 && columns == 0 ? null : new TerminalSize(rows, columns);
    }

    static List<Integer> body(@Nullable TerminalSize size) {
        return size == null ? List.of(0, 0) : List.of(size.rows(), size.columns());
    }
}
