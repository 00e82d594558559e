package dev.headrace.ingest;

import dev.headrace.event.Meters;
import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the doors count. Per stream: received = accepted + duplicates + rejected + suppressed,
 * always.
 */
final class IngestCounters {

    private final Meters meters;
    private final Map<StreamName, OfStream> streams = new ConcurrentHashMap<>();
    private final Map<Problem, Meters.Counter> refused = new EnumMap<>(Problem.class);

    IngestCounters(Meters meters) {
        this.meters = meters;
        for (Problem problem : Problem.values()) {
            refused.put(
                    problem,
                    meters.counter("requests_refused_total", Map.of("problem", problem.word())));
        }
    }

    /** Counts a request of which every event is in the receipt. */
    void count(StreamName stream, Receipt receipt, int bytes) {
        streams.computeIfAbsent(stream, OfStream::new).count(receipt, bytes);
    }

    /** Counts a request that was refused as a whole. */
    void count(Problem problem) {
        Meters.Counter counter = refused.get(problem);
        if (counter != null) {
            counter.add(1);
        }
    }

    private final class OfStream {

        private final Meters.Counter requests;
        private final Meters.Counter bytes;
        private final Meters.Counter received;
        private final Meters.Counter accepted;
        private final Meters.Counter duplicates;
        private final Meters.Counter suppressed;
        private final Map<Rejection.Code, Meters.Counter> rejected =
                new EnumMap<>(Rejection.Code.class);

        private OfStream(StreamName stream) {
            Map<String, String> tags = Map.of("stream", stream.value());
            requests = meters.counter("requests_total", tags);
            bytes = meters.counter("request_bytes_total", tags);
            received = meters.counter("events_received_total", tags);
            accepted = meters.counter("events_accepted_total", tags);
            duplicates = meters.counter("events_duplicate_total", tags);
            suppressed = meters.counter("events_suppressed_total", tags);
            for (Rejection.Code code : Rejection.Code.values()) {
                rejected.put(
                        code,
                        meters.counter(
                                "events_rejected_total",
                                Map.of("stream", stream.value(), "code", code.word())));
            }
        }

        private void count(Receipt receipt, int bodyBytes) {
            requests.add(1);
            bytes.add(bodyBytes);
            received.add(receipt.received());
            accepted.add(receipt.accepted());
            duplicates.add(receipt.duplicates());
            suppressed.add(receipt.suppressed().size());
            for (Rejection rejection : receipt.rejected()) {
                rejected.computeIfPresent(
                        rejection.code(),
                        (code, counter) -> {
                            counter.add(1);
                            return counter;
                        });
            }
        }
    }
}
