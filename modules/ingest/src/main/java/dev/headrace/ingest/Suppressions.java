package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Receipt;
import dev.headrace.event.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the valid events that must not be kept, because the person's browser says so. */
final class Suppressions {

    private Suppressions() {}

    /** All valid events of the request, or none: a signal speaks for the whole request. */
    static List<Receipt.Suppression> of(
            Contract contract, IngestRequest request, EventSorter.Sorted sorted) {
        Set<Signal> honoured = contract.privacy().honoured();
        if (honoured.isEmpty()) {
            return List.of();
        }
        Set<Signal> given = request.signals().get();
        return honoured.stream()
                .filter(given::contains)
                .min(Signal::compareTo)
                .map(signal -> all(sorted, signal.name().toLowerCase(Locale.ROOT)))
                .orElse(List.of());
    }

    private static List<Receipt.Suppression> all(EventSorter.Sorted sorted, String reason) {
        return sorted.places().stream()
                .map(place -> new Receipt.Suppression(place.index(), reason))
                .toList();
    }
}
