package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.privacy.Cardinalities;
import java.util.Map;

/** Makes the last form of each stream's events. */
final class LastForms {

    private final IngestParts parts;
    private final Cardinalities cardinalities;
    private final EventDecoder decoder = new EventDecoder();

    LastForms(IngestParts parts) {
        this.parts = parts;
        this.cardinalities = new Cardinalities(parts.clock());
    }

    LastForm of(Contract contract) {
        return new LastForm(
                cardinalities.of(contract),
                new Addenda(contract, parts.dialects().enrichment(), parts.refinery())::of,
                decoder,
                parts.meters()
                        .counter(
                                "events_bounded_total", Map.of("stream", contract.name().value())));
    }
}
