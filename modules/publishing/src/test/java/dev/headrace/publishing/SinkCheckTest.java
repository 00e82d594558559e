package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkCheckTest {

    private final SinkPlugins plugins = SinkPlugins.of(new FakeSink("file"));

    @Test
    void listsEveryProblemOfEverySinkWithItsFullKey() {
        var sinks =
                List.of(
                        sink("lake", "file", Map.of("pth", "/x", "linger", "soon")),
                        sink("lake", "file", Map.of()),
                        sink("Ware House", "file", Map.of()),
                        sink("warehouse", "postgres", Map.of()));

        List<String> problems = Publishing.check(sinks, plugins);

        assertThat(problems).hasSize(5);
        assertThat(problems.get(0))
                .startsWith("headrace.sinks.lake.pth: ")
                .contains("did you mean path?");
        assertThat(problems.get(1)).startsWith("headrace.sinks.lake.linger: ");
        assertThat(problems.get(2)).isEqualTo("headrace.sinks.lake: is there twice");
        assertThat(problems.get(3)).startsWith("headrace.sinks.Ware House: ");
        assertThat(problems.get(4))
                .isEqualTo(
                        "headrace.sinks.warehouse.type: no plugin has the type \"postgres\"; there are file");
    }

    @Test
    void findsNothingWrongWithGoodSinks() {
        assertThat(Publishing.check(List.of(sink("lake", "file", Map.of("path", "/x"))), plugins))
                .isEmpty();
    }

    private static SinkSettings sink(String name, String type, Map<String, String> config) {
        return new SinkSettings(name, type, Required.REQUIRED, config);
    }
}
