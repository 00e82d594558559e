package dev.headrace.privacy;

import dev.headrace.event.Cardinality;
import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonPointer;

/**
 * What this node has seen of the values that contracts bound. A changed contract goes on with what
 * was seen, as long as the bound itself is the same. Safe for use by any number of threads.
 */
public final class Cardinalities {

    private final Clock clock;
    private final Map<Place, DistinctValues> seen = new ConcurrentHashMap<>();

    private record Place(StreamName stream, String pointer) {}

    public Cardinalities(Clock clock) {
        this.clock = clock;
    }

    /** The bounds of a contract; empty when it has none. */
    public Optional<FieldBounds> of(Contract contract) {
        if (contract.cardinality().isEmpty()) {
            return Optional.empty();
        }
        var fields = new LinkedHashMap<String, FieldBounds.Field>();
        contract.cardinality()
                .forEach((pointer, bound) ->
                        fields.put(
                                pointer,
                                new FieldBounds.Field(
                                        values(new Place(contract.name(), pointer), bound),
                                        bound.by().stream().map(JsonPointer::compile).toList())));
        return Optional.of(new FieldBounds(fields));
    }

    private DistinctValues values(Place place, Cardinality bound) {
        DistinctValues known = seen.computeIfAbsent(place, any -> new DistinctValues(bound, clock));
        if (known.bound().equals(bound)) {
            return known;
        }
        var other = new DistinctValues(bound, clock);
        seen.put(place, other);
        return other;
    }
}
