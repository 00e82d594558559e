package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkTraits.Idempotency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgeCheckTest {

    private final FakeSink sink = new FakeSink("lake");
    private final SinkPlugins plugins = SinkPlugins.of(sink);

    @Test
    void takesARequiredSinkThatLingersLessThanTheWait() {
        sink.traits = World.traits(1, 1, Idempotency.NONE);

        assertThat(problems(World.required("lake"), Duration.ofMillis(21))).isEmpty();
    }

    @Test
    void refusesASinkWhoseLingerIsNotShorterThanTheWait() {
        sink.traits = World.traits(1, 1, Idempotency.NONE);

        assertThat(problems(World.required("lake"), Duration.ofMillis(20)))
                .containsExactly(
                        "stream web: acknowledge names sink lake, whose linger of 20ms is not"
                                + " shorter than headrace.limits.acknowledge-wait, 20ms");
    }

    @Test
    void refusesASinkThatMayLetEventsExpire() {
        assertThat(problems(World.optional("lake"), Duration.ofSeconds(10)))
                .containsExactly(
                        "stream web: acknowledge names sink lake, which may let events expire:"
                                + " headrace.sinks.lake.required is false");
    }

    @Test
    void refusesASinkThatIsNotConfiguredAndTellsTheNearestName() {
        List<String> problems =
                Publishing.checkAcknowledging(
                        FakeCatalog.of("app").acknowledging("web", "lakee").all(),
                        List.of(World.required("lake")),
                        plugins,
                        Duration.ofSeconds(10));

        assertThat(problems)
                .containsExactly(
                        "stream web: acknowledge names sink lakee, which is not configured;"
                                + " did you mean lake?");
    }

    private List<String> problems(SinkSettings lake, Duration wait) {
        return Publishing.checkAcknowledging(
                FakeCatalog.of("app").acknowledging("web", "lake").all(),
                List.of(lake),
                plugins,
                wait);
    }
}
