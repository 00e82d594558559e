package dev.headrace.ingest;

import dev.headrace.event.Meters;
import dev.headrace.privacy.FieldBounds;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Gives the events of one stream the form in which they are stored: values beyond their bounds are
 * replaced, and what the server adds stands behind. Nearly always that is the form that they have.
 */
final class LastForm {

    private final Optional<FieldBounds> bounds;
    private final Function<EventSorter.Arrival, Addenda.OfRequest> addenda;
    private final EventDecoder decoder;
    private final Meters.Counter bounded;

    LastForm(
            Optional<FieldBounds> bounds,
            Function<EventSorter.Arrival, Addenda.OfRequest> addenda,
            EventDecoder decoder,
            Meters.Counter bounded) {
        this.bounds = bounds;
        this.addenda = addenda;
        this.decoder = decoder;
        this.bounded = bounded;
    }

    /** Events stay as they are. */
    static LastForm asTheyAre() {
        return new LastForm(
                Optional.empty(), any -> Addenda.NOTHING, new EventDecoder(), amount -> {});
    }

    /** The same for the events of one request; those that are only checked stay as they are. */
    OfRequest of(EventSorter.Arrival arrival) {
        return arrival.purpose() == EventSorter.Purpose.TO_KEEP
                ? new OfRequest(addenda.apply(arrival))
                : asTheyAre().new OfRequest(Addenda.NOTHING);
    }

    /** The form of events that another stream's rule has put here. */
    Kept bounded(Kept kept) {
        return bounds.isEmpty() ? kept : bounded(bounds.get(), kept);
    }

    private Kept bounded(FieldBounds fields, Kept kept) {
        return fields.bound(kept.json(), kept.source(), kept.offset(), kept.length())
                .map(changed -> {
                    bounded.add(1);
                    return Kept.of(decoder.tree(changed), changed);
                })
                .orElse(kept);
    }

    /** The events of one request. */
    final class OfRequest {

        private final Addenda.OfRequest added;

        private OfRequest(Addenda.OfRequest added) {
            this.added = added;
        }

        /**
         * The last form of one event.
         *
         * @param kept as privacy and the stream's rule let it be kept
         * @param asItCame the same event before these
         * @param organisation whose it is
         */
        Kept of(Kept kept, JsonNode asItCame, Optional<String> organisation) {
            byte[] members = added.of(asItCame, organisation);
            Kept within = bounded(kept);
            return members.length == 0 ? within : within.with(members);
        }
    }
}
