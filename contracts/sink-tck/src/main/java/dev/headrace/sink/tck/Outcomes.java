package dev.headrace.sink.tck;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads results. */
final class Outcomes {

    private Outcomes() {}

    /** The ids of the records whose outcome is of a kind. */
    static List<String> ids(SampleBatch batch, WriteResult result, Class<? extends Outcome> kind) {
        return where(batch, result, kind::isInstance).map(SampleRecord::id).toList();
    }

    /** The records whose outcome fits. */
    static java.util.stream.Stream<SampleRecord> where(
            SampleBatch batch, WriteResult result, Predicate<Outcome> fits) {
        return IntStream.range(0, Math.min(batch.size(), result.size()))
                .filter(index -> fits.test(result.outcome(index)))
                .mapToObj(index -> batch.records().get(index));
    }

    /** Every outcome, in the order of the batch. */
    static List<Outcome> all(WriteResult result) {
        return IntStream.range(0, result.size()).mapToObj(result::outcome).toList();
    }

    static boolean has(WriteResult result, Class<? extends Outcome> kind) {
        return all(result).stream().anyMatch(kind::isInstance);
    }

    /** How many of which kind; nothing else of a result is fit for a message. */
    static String inWords(@Nullable Object value) {
        if (!(value instanceof WriteResult result)) {
            return "in peace";
        }
        Map<String, Long> counts =
                all(result).stream()
                        .collect(
                                Collectors.groupingBy(
                                        Outcomes::kind, TreeMap::new, Collectors.counting()));
        return counts.isEmpty() ? "no outcome" : counts.toString();
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> "Delivered";
            case Outcome.Rejected rejected -> "Rejected " + rejected.code();
            case Outcome.Retry retry -> "Retry " + retry.code();
            case Outcome.Throttled throttled -> "Throttled " + throttled.code();
            case Outcome.Unknown unknown -> "Unknown " + unknown.code();
        };
    }
}
