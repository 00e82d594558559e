package dev.headrace.insight;

import dev.headrace.insight.MediaStore.Bandwidth;
import dev.headrace.insight.MediaStore.Percentiles;
import dev.headrace.insight.MediaStore.SessionQuality;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Answers about media, in the shape that the platform's dashboards read. */
final class MediaAnswers {

    /** Four digits behind the point: a hundredth of a per cent, a tenth of a microsecond. */
    private static final int DIGITS = 4;

    private static final String UNKNOWN = "unknown";

    private MediaAnswers() {}

    static Response bandwidth(MediaQuestions.Bandwidths answer) {
        String group = answer.group().word();
        return ReadAnswers.ok(json -> {
            json.writeStringProperty("period", answer.period());
            json.writeStringProperty("group_by", group);
            json.writeArrayPropertyStart("stats");
            answer.stats().forEach(one -> row(json, group, one));
            json.writeEndArray();
        });
    }

    private static void row(JsonGenerator json, String group, Bandwidth one) {
        json.writeStartObject();
        json.writeStringProperty(group, one.value().orElse(UNKNOWN));
        json.writeNumberProperty("total_sessions", one.sessions());
        number(json, "avg_ttfb_ms", one.ttfbMs());
        number(json, "avg_load_time_ms", one.loadTimeMs());
        number(json, "avg_buffering_count", Optional.of(one.bufferingCount()));
        number(json, "avg_buffering_duration_ms", Optional.of(one.bufferingMs()));
        number(json, "avg_bitrate", one.bitrate());
        number(json, "completion_rate", Optional.of(one.completionRate()));
        number(json, "error_rate", Optional.of(one.errorRate()));
        json.writeEndObject();
    }

    static Response sessions(MediaQuestions.Quality answer) {
        SessionQuality stats = answer.stats();
        return ReadAnswers.ok(json -> {
            json.writeStringProperty("period", answer.period());
            json.writeNumberProperty("total_sessions", stats.sessions());
            json.writeNumberProperty("open_sessions", stats.open());
            json.writeNumberProperty("completed_sessions", stats.completed());
            json.writeNumberProperty("abandoned_sessions", stats.abandoned());
            json.writeNumberProperty("start_failures", stats.startFailures());
            json.writeNumberProperty("exits_before_start", stats.exitsBeforeStart());
            percentiles(json, "startup_ms", stats.startupMs());
            number(json, "rebuffer_ratio", stats.rebufferRatio());
            number(json, "rebuffers_per_minute", stats.rebuffersPerMinute());
            number(json, "avg_bitrate", stats.bitrate());
            number(json, "switches_per_minute", stats.switchesPerMinute());
            number(json, "dropped_frame_ratio", stats.droppedFrameRatio());
            percentiles(json, "completion", stats.completion());
        });
    }

    private static void percentiles(JsonGenerator json, String name, Percentiles values) {
        json.writeObjectPropertyStart(name);
        number(json, "p50", values.p50());
        number(json, "p95", values.p95());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, Optional<Double> number) {
        if (number.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            BigDecimal exact =
                    BigDecimal.valueOf(number.get())
                            .setScale(DIGITS, RoundingMode.HALF_UP)
                            .stripTrailingZeros();
            json.writeNumberProperty(name, exact.scale() < 0 ? exact.setScale(0) : exact);
        }
    }
}
