package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

    private final List<String> journal = new ArrayList<>();

    @Test
    void warmsUpEverybodyAndThenTakesTurns() throws Exception {
        run(new FixedContestant("a", journal, 1, 1, 1), new FixedContestant("b", journal, 1, 1, 1));

        assertThat(journal).containsExactly("a 5", "b 5", "a 2", "b 2", "a 2", "b 2");
    }

    @Test
    void dividesWithinARound() throws Exception {
        var rounds =
                run(
                        new FixedContestant("a", journal, 999, 20, 90),
                        new FixedContestant("b", journal, 999, 10, 30));

        assertThat(rounds.cpuRatio("a", "b")).isEqualTo(new Spread(2.5, 2, 3));
    }

    @Test
    void leavesTheWarmupOut() throws Exception {
        var rounds = run(new FixedContestant("a", journal, 999, 20, 90));

        assertThat(rounds.figure("a", Measurement::cpuPerRequest))
                .isEqualTo(new Spread(55, 20, 90));
        assertThat(rounds.figure("a", Measurement::requestsPerSecond).median()).isEqualTo(500);
    }

    @Test
    void writesOneRowForEachContestant() throws Exception {
        var rounds =
                run(
                        new FixedContestant("Headrace", journal, 999, 20, 90),
                        new FixedContestant("bare", journal, 999, 10, 30));

        assertThat(new Report(rounds, List.of("bare")).markdown())
                .isEqualTo(
                        """
                        | contestant | requests/s | CPU per request, µs | CPU ÷ bare | p50, ms | p99, ms | max, ms |
                        |---|---:|---:|---:|---:|---:|---:|
                        | Headrace | 500 | 55.0 | 2.50 (2.00..3.00) | 2.00 | 2.00 | 2.00 |
                        | bare | 500 | 20.0 | 1 | 2.00 | 2.00 | 2.00 |
                        """);
    }

    private static Rounds run(Contestant... contestants) throws IOException, InterruptedException {
        var plan = new Rounds.Plan(2, Duration.ofSeconds(2), Duration.ofSeconds(5));
        return Rounds.run(List.of(contestants), plan, NOWHERE);
    }
}
