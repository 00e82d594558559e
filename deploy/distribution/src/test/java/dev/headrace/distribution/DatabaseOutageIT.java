package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL away for 30 s under load: nothing is lost, no client sees it, the files never wait.
 */
class DatabaseOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(30);

    /** The lake may be behind by its linger and a poll, never by the outage. */
    private static final Duration LAKE_KEEPS_UP = Duration.ofSeconds(5);

    @TempDir Path data;

    @Test
    void survivesAnOutageOfOneSinkWithoutAnybodyNoticing() throws Exception {
        try (var database = new StoppableDatabase(data.resolve("database"));
                var headrace =
                        HeadraceProcess.start(
                                data.resolve("node"),
                                Configurations.withDatabase(Configurations.LAKE, database),
                                Map.of())) {
            var load = new Load(headrace, "outage", 2, Duration.ofMillis(20));
            await().until(() -> load.acknowledged().size() > 100);
            database.stop();
            await().pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(5)).until(() -> true);
            Set<String> soFar = Set.copyOf(load.acknowledged());
            await().atMost(LAKE_KEEPS_UP)
                    .untilAsserted(() -> assertThat(missing(soFar, inLake())).isEmpty());
            database.start();
            load.close();

            assertThat(load.unexpected()).isEmpty();
            assertThat(load.slowest()).isLessThan(Duration.ofSeconds(5));
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() ->
                            assertThat(
                                            missing(
                                                    load.acknowledged(),
                                                    new HashSet<>(
                                                            database.warehouse().ids("outage%"))))
                                    .isEmpty());
        }
    }

    /** By hash: AssertJ compares each with each, which takes minutes for so many. */
    private static Set<String> missing(Collection<String> acknowledged, Set<String> found) {
        var missing = new HashSet<>(acknowledged);
        missing.removeAll(found);
        return missing;
    }

    private Set<String> inLake() throws Exception {
        var ids = new HashSet<String>();
        HeadraceProcess.lake(data.resolve("node/lake"))
                .forEach(one -> ids.add(one.path("id").asString()));
        return ids;
    }
}
