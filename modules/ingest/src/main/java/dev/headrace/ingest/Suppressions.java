package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Signal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds whether the events of a request must not be kept, because the person's browser says so. */
final class Suppressions {

    private Suppressions() {}

    /** The reason that holds for every valid event of the request, or none. */
    static Optional<String> reason(Contract contract, IngestRequest request) {
        Set<Signal> honoured = contract.privacy().honoured();
        if (honoured.isEmpty()) {
            return Optional.empty();
        }
        Set<Signal> given = request.signals().get();
        return honoured.stream()
                .filter(given::contains)
                .min(Signal::compareTo)
                .map(signal -> signal.name().toLowerCase(Locale.ROOT));
    }
}
