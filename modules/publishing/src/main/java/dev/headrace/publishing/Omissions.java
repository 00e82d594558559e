package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldPlaces.Change;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.sink.Principal;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What contracts leave out for one sink. The log and its dead letters keep the whole event; the
 * sink never sees what is left out, in whatever form it writes. By the contract in force when a
 * batch is written. Safe for use by several threads.
 */
final class Omissions {

    private static final Change REMOVE = new Change.Remove();

    private final String sink;
    private final StreamCatalog streams;
    private final Map<String, OfStream> ofStreams = new ConcurrentHashMap<>();

    Omissions(String sink, StreamCatalog streams) {
        this.sink = sink;
        this.streams = streams;
    }

    /** What one contract leaves out. */
    private record OfStream(
            Contract contract, Optional<FieldPlaces<Boolean>> places, Set<String> ofPrincipal) {

        static OfStream of(Contract contract, Set<String> omitted) {
            Map<String, Boolean> fields =
                    omitted.stream()
                            .filter(place -> place.startsWith("/"))
                            .collect(Collectors.toMap(place -> place, place -> true));
            return new OfStream(
                    contract,
                    fields.isEmpty() ? Optional.empty() : Optional.of(FieldPlaces.of(fields)),
                    omitted.stream()
                            .filter(place -> !place.startsWith("/"))
                            .collect(Collectors.toUnmodifiableSet()));
        }

        boolean isEmpty() {
            return places.isEmpty() && ofPrincipal.isEmpty();
        }

        ByteBuffer without(ByteBuffer json) {
            if (places.isEmpty()) {
                return json;
            }
            byte[] bytes = new byte[json.remaining()];
            json.duplicate().get(bytes);
            return places.get()
                    .change(bytes, 0, bytes.length, (said, all, from, to) -> REMOVE)
                    .map(left -> ByteBuffer.wrap(left).asReadOnlyBuffer())
                    .orElse(json);
        }

        Principal without(Principal principal) {
            boolean person = principal.kind().equals("person");
            boolean nameless =
                    person
                            ? ofPrincipal.contains(PrivacyRules.PRINCIPAL_EMAIL)
                            : ofPrincipal.contains(PrivacyRules.PRINCIPAL_NAME);
            return nameless
                    ? new Principal(principal.kind(), principal.kind(), Optional.empty())
                    : principal;
        }
    }

    /** The batch as the sink may see it: the very same where nothing is left out. */
    RecordBatch applyTo(RecordBatch batch) {
        return streams.all().stream().anyMatch(this::concerns)
                ? new OmittingBatch(batch, this::applyTo)
                : batch;
    }

    private boolean concerns(Contract contract) {
        return contract.privacy().omit().containsKey(sink);
    }

    private SinkRecord applyTo(SinkRecord record) {
        return Optional.of(record.stream())
                .filter(StreamName::isValid)
                .flatMap(name -> streams.find(new StreamName(name)))
                .map(this::ofStream)
                .filter(one -> !one.isEmpty())
                .<SinkRecord>map(one ->
                        new OmittingRecord(
                                record,
                                one.without(record.json()),
                                one.without(record.principal())))
                .orElse(record);
    }

    /** A changed stream is another object: comparing all its schemas at each record would cost. */
    @SuppressWarnings("ReferenceEquality")
    private OfStream ofStream(Contract contract) {
        String name = contract.name().value();
        OfStream known = ofStreams.get(name);
        if (known == null || known.contract() != contract) {
            known = OfStream.of(contract, contract.privacy().omit().getOrDefault(sink, Set.of()));
            ofStreams.put(name, known);
        }
        return known;
    }
}
