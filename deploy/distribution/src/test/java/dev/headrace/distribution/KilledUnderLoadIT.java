package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a load: every acknowledged id reaches both sinks. More rounds:
 * {@code -Dheadrace.kills=200}.
 */
class KilledUnderLoadIT {

    private static final int KILLS = Integer.getInteger("headrace.kills", 3);

    @TempDir Path data;

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < KILLS; round++) {
            acknowledged.addAll(loadUntilKilled("kill" + round));
        }

        try (var headrace =
                HeadraceProcess.start(data, Configurations.LAKE_AND_EMBEDDED, Map.of())) {
            assertThat(headrace.port()).isPositive();
            assertThat(acknowledged)
                    .as("the load acknowledged events before each kill")
                    .hasSizeGreaterThan(KILLS * 20);
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> {
                        assertThat(missing(acknowledged, inLake()))
                                .as("missing in the lake")
                                .isEmpty();
                        assertThat(missing(acknowledged, inPostgres()))
                                .as("missing in PostgreSQL")
                                .isEmpty();
                    });
            assertThat(inPostgres()).as("rows are unique").doesNotHaveDuplicates();
            assertThat(headrace.takenAccounts()).as("unaccounted").isZero();
        }
    }

    private List<String> loadUntilKilled(String prefix) throws Exception {
        HeadraceProcess headrace =
                HeadraceProcess.start(data, Configurations.LAKE_AND_EMBEDDED, Map.of());
        var load = new Load(headrace, prefix, 8);
        long moment = 500 + new Random(prefix.hashCode()).nextInt(2_000);
        await().pollDelay(Duration.ofMillis(moment))
                .atMost(Duration.ofSeconds(30))
                .until(() -> load.acknowledged().size() > 40);
        headrace.kill();
        load.close();
        return List.copyOf(load.acknowledged());
    }

    private static Set<String> missing(List<String> acknowledged, List<String> found) {
        Set<String> there = new HashSet<>(found);
        return acknowledged.stream().filter(id -> !there.contains(id)).collect(Collectors.toSet());
    }

    private List<String> inLake() throws Exception {
        return HeadraceProcess.inLake(data.resolve("lake"), one -> one.path("id").asString());
    }

    private List<String> inPostgres() throws Exception {
        return Warehouse.ofEmbedded(data).ids("kill%");
    }
}
