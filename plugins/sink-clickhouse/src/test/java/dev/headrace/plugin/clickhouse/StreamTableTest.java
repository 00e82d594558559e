package dev.headrace.plugin.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamTableTest {

    private static final StreamContract VIEWS =
            MediaEvents.with(
                    SampleContext.contract(
                            "page-views",
                            """
                            {"type":"object","required":["site","page"],"properties":{
                             "site":{"type":"string"},"page":{"type":"string"},
                             "status":{"type":"integer","description":"it's HTTP's"},
                             "load":{"type":"number"},"ok":{"type":"boolean"},
                             "at":{"type":"string","format":"date-time"},
                             "day":{"type":"string","format":"date"},"tags":{"type":"array"}}}
                            """),
                    List.of("/site"),
                    Optional.of(Duration.ofDays(30)),
                    Map.of());

    @Test
    void theTableHasATypedColumnForWhatTheSchemaNamesAndTheWholeEvent() {
        assertThat(StreamTable.of(VIEWS, "telemetry", "").create())
                .isEqualTo(
                        """
                        CREATE TABLE IF NOT EXISTS `telemetry`.`page_views` (
                            `event_id` String COMMENT 'The event\\'s id.',
                            `stream` LowCardinality(String) COMMENT 'The stream that took the event.',
                            `schema_version` UInt32 COMMENT 'The version of the schema that accepted the event.',
                            `received_at` DateTime64(3, 'UTC') COMMENT 'When Headrace took the event.',
                            `occurred_at` Nullable(DateTime64(9, 'UTC')) COMMENT 'When it happened, as the client says.',
                            `organisation` LowCardinality(Nullable(String)) COMMENT 'The organisation that the credential speaks for.',
                            `principal_kind` LowCardinality(String) COMMENT 'What kind of caller sent it.',
                            `principal_name` String COMMENT 'Who sent it.',
                            `principal_email` Nullable(String) COMMENT 'The sender\\'s e-mail, as far as the contract\\'s privacy rules keep it.',
                            `site` LowCardinality(String),
                            `page` String,
                            `status` Nullable(Int64) COMMENT 'it\\'s HTTP\\'s',
                            `load` Nullable(Float64),
                            `ok` Nullable(Bool),
                            `at` Nullable(DateTime64(9, 'UTC')),
                            `day` Nullable(Date32),
                            `tags` Nullable(String),
                            `event_json` String CODEC(ZSTD(3))
                        )
                        ENGINE = MergeTree
                        PARTITION BY toDate(received_at)
                        ORDER BY (`site`, `received_at`, `event_id`)
                        TTL toDateTime(received_at) + toIntervalSecond(2592000)
                        SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1\
                        """);
    }

    @Test
    void aTableThatKeepsItsRowsForLongIsPartitionedByMonth() {
        assertThat(StreamTable.of(MediaEvents.media(), "d", "x_").create())
                .contains("`d`.`x_media_events`")
                .contains("PARTITION BY toYYYYMM(received_at)");
    }

    @Test
    void aColumnOfAnotherTypeIsUnfitAndOneWrappedOtherwiseIsNot() {
        StreamTable table = StreamTable.of(VIEWS, "telemetry", "");

        assertThat(table.unfit(Map.of("page", "LowCardinality(String)", "status", "Int64")))
                .isEmpty();
        assertThat(table.unfit(Map.of("status", "Nullable(Int32)", "event_json", "JSON")))
                .containsExactly(
                        "status is Nullable(Int32) and should be Nullable(Int64)",
                        "event_json is JSON and should be String");
    }

    @Test
    void refusesViewsThatAreNoSelectOverTheTable() {
        for (String select :
                List.of("DROP TABLE {table}", "SELECT 1", "INSERT INTO x SELECT * FROM {table}")) {
            StreamContract contract =
                    MediaEvents.with(
                            VIEWS,
                            List.of(),
                            Optional.empty(),
                            Map.of("views", Map.of("v", select)));
            assertThatThrownBy(() -> Views.of(contract))
                    .hasMessageContaining("hints.clickhouse.views.v must");
        }
        StreamContract typo =
                MediaEvents.with(VIEWS, List.of(), Optional.empty(), Map.of("view", Map.of()));
        assertThatThrownBy(() -> Views.of(typo)).hasMessageContaining("view is not known");
    }
}
