package dev.proa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.report.Summary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void contestantsTakeTurnsAndTheFirstRoundDoesNotCount() throws InterruptedException {
        Turns turns = new Turns();
        turns.add("a", () -> called("a"));
        turns.add("b", () -> called("b"));

        Turns.Result result = turns.run(3);

        assertThat(calls).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(result.figures().get("a")).isEqualTo(new Summary(3, 5, 7));
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void oneThatFailsIsReportedAndLeftOutWithoutItsEarlierFigures() throws InterruptedException {
        Turns turns = new Turns();
        turns.add("a", () -> {
            if (calls.size() >= 4) {
                throw new CommandFailed("broken");
            }
            return called("a");
        });
        turns.add("b", () -> called("b"));

        Turns.Result result = turns.run(4);

        assertThat(calls).containsExactly("a", "b", "a", "b", "b", "b", "b");
        assertThat(result.figures()).containsOnlyKeys("b");
        assertThat(result.failures()).containsOnlyKeys("a").containsEntry("a", "broken");
    }

    private double called(String name) {
        calls.add(name);
        return calls.size();
    }
}
