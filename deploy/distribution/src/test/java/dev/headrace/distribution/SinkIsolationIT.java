package dev.headrace.distribution;

import static dev.headrace.distribution.TwoTenants.AGAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link IsolationIT} for the sinks that need a server: what two organisations post is read back
 * from each target, with keys, headers, tags and columns. Half of the sinks are those of one
 * organisation's own stream, half those of the other's.
 */
@Tag("real-server")
class SinkIsolationIT {

    private static final Map<String, Set<String>> WAYS =
            Map.of(
                    "7", Set.of("clickhouse", "kafka", "kinesis"),
                    "9", Set.of("firehose", "influxdb", "opensearch"));
    private static final Duration SOON = Duration.ofMinutes(5);

    @TempDir static Path data;

    private static final Map<String, RemoteTarget> TARGETS = new TreeMap<>();
    private static TwoTenants both;

    @BeforeAll
    static void bothPost() throws Exception {
        for (Set<String> types : WAYS.values()) {
            for (String type : types) {
                TARGETS.put(type, RemoteTarget.start(type, data.resolve(type + ".log")));
            }
        }
        var sinks = new StringBuilder();
        for (RemoteTarget target : TARGETS.values()) {
            sinks.append(target.configuration());
        }
        both = TwoTenants.start(data.resolve("node"), sinks.toString(), WAYS);
        both.post();
    }

    @AfterAll
    static void stop() throws Exception {
        if (both != null) {
            both.close();
        }
        for (RemoteTarget target : TARGETS.values()) {
            target.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clickhouse", "firehose", "influxdb", "kafka", "kinesis", "opensearch"})
    void whatASinkHoldsIsOfTheOrganisationThatItNames(String type) throws Exception {
        RemoteTarget target = Objects.requireNonNull(TARGETS.get(type));
        List<Isolation.Sent> led = both.ledTo(type);
        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> target.seen().size() >= led.size());

        assertThat(both.isolation().delivered(led, target.seen())).as(AGAIN).isEmpty();
    }
}
