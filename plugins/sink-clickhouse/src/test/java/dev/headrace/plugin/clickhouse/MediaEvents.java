package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams that have the views which ship with the plugin. */
final class MediaEvents {

    static final String NAME = "media-events";

    private static final String SCHEMA =
            """
            {"type":"object","required":["event","session_id","media_id","media_type","timestamp"],
             "properties":{
              "event":{"enum":["session_start","play","pause","seek","heartbeat","buffering_start",
               "buffering_end","quality_change","milestone","error","session_end"]},
              "session_id":{"type":"string","format":"uuid"},
              "media_id":{"type":"string"},"media_type":{"enum":["video","audio"]},
              "timestamp":{"type":"string","format":"date-time"},
              "data":{"type":"object","properties":{
               "total_duration_seconds":{"type":"number"},"ttfb_ms":{"type":"integer"},
               "video_load_time_ms":{"type":"integer"},"connection_type":{"type":"string"},
               "effective_bandwidth":{"type":"number","description":"Mbit/s, the browser's guess"},
               "rtt_ms":{"type":"integer"},"initial_bitrate":{"type":"integer"},
               "position_seconds":{"type":"number"},"to_seconds":{"type":"number"},
               "watched_seconds":{"type":"number"},"buffering_duration_ms":{"type":"integer"},
               "buffer_ahead_seconds":{"type":"number"},"bitrate":{"type":"integer"},
               "dropped_frames":{"type":"integer"},"total_frames":{"type":"integer"},
               "percent":{"type":"integer"},"end_state":{"type":"string"}}}}}
            """;

    private static final String AUDIT =
            """
            {"type":"object","required":["action","entity_type","user_id","organization_id",
              "status_code","timestamp"],
             "properties":{"action":{"enum":["CREATE","UPDATE","DELETE"]},
              "entity_type":{"type":"string"},"user_id":{"type":"integer"},
              "organization_id":{"type":"integer"},"status_code":{"type":"integer"},
              "timestamp":{"type":"string","format":"date-time"}}}
            """;

    private MediaEvents() {}

    static StreamContract media() {
        return with(
                SampleContext.contract(NAME, SCHEMA),
                List.of("/media_type"),
                Optional.of(Duration.ofDays(730)),
                Map.of(
                        "views",
                        Map.of(
                                "media_sessions", shipped("media_sessions"),
                                "bandwidth_samples", shipped("bandwidth_samples"))));
    }

    static StreamContract audit() {
        return with(
                SampleContext.contract("audit", AUDIT),
                List.of(),
                Optional.of(Duration.ofDays(2557)),
                Map.of("views", Map.of("staff_metrics", shipped("staff_metrics"))));
    }

    static StreamContract with(
            StreamContract plain,
            List<String> layout,
            Optional<Duration> retention,
            Map<String, Object> hints) {
        return new StreamContract(
                plain.name(),
                plain.title(),
                plain.schemas(),
                plain.key(),
                layout,
                retention,
                new LinkedHashMap<>(hints));
    }

    /** A view as it ships, without its comment. */
    static String shipped(String name) {
        try {
            String sql = Files.readString(Path.of("src/main/views/" + name + ".sql"));
            return sql.replaceAll("(?m)^--.*\n", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
