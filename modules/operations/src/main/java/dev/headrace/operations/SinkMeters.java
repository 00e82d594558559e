package dev.headrace.operations;

import dev.headrace.event.Meters;
import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.SinkState;
import dev.headrace.publishing.SinkStatus;
import dev.headrace.publishing.StreamCounts;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Shows every sink in metrics. */
public final class SinkMeters {

    private SinkMeters() {}

    /** Registers the gauges of all configured sinks; once per process. */
    public static void register(Meters meters, Publishing publishing) {
        meters.gauge(
                "accounts_taken_at_seconds",
                Map.of(),
                () -> publishing.accounts().at().getEpochSecond());
        for (SinkStatus sink : publishing.status()) {
            gauge(meters, publishing, sink, "sink_delivered_records", SinkStatus::delivered);
            gauge(meters, publishing, sink, "sink_dead_letters", SinkStatus::deadLettered);
            gauge(meters, publishing, sink, "sink_expired_records", SinkStatus::expired);
            gauge(meters, publishing, sink, "sink_redelivered_records", SinkMeters::redelivered);
            gauge(meters, publishing, sink, "sink_lag_records", SinkStatus::lagRecords);
            gauge(meters, publishing, sink, "sink_lag_seconds", one -> one.lag().toSeconds());
            gauge(meters, publishing, sink, "sink_retries", SinkStatus::retries);
            meters.gauge(
                    "unaccounted_events",
                    Map.of("sink", sink.name()),
                    () -> publishing.accounts().unaccounted(sink.name()));
            gauge(meters, publishing, sink, "sink_retrying_records", one -> one.work().retrying());
            gauge(meters, publishing, sink, "sink_held_bytes", one -> one.work().heldBytes());
            gauge(meters, publishing, sink, "sink_wished_bytes", one -> one.work().wishedBytes());
            for (SinkState state : SinkState.values()) {
                meters.gauge(
                        "sink_state",
                        Map.of("sink", sink.name(), "state", SinksHealth.word(state)),
                        () -> of(publishing, sink.name(), one -> one.state() == state ? 1 : 0));
            }
        }
    }

    private static long redelivered(SinkStatus sink) {
        return sink.streams().values().stream().mapToLong(StreamCounts::redelivered).sum();
    }

    private static void gauge(
            Meters meters,
            Publishing publishing,
            SinkStatus sink,
            String name,
            ToLongFunction<SinkStatus> value) {
        meters.gauge(name, Map.of("sink", sink.name()), () -> of(publishing, sink.name(), value));
    }

    private static long of(Publishing publishing, String sink, ToLongFunction<SinkStatus> value) {
        return publishing.status().stream()
                .filter(status -> status.name().equals(sink))
                .mapToLong(value)
                .sum();
    }
}
