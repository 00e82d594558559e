package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.Streams;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The catalog as one sink may see it: its streams, with the hints of its type. Contracts change
 * only with a restart, so listeners have nothing to hear yet. Safe for use by several threads.
 */
final class CatalogStreams implements Streams {

    private final String sink;
    private final String type;
    private final StreamCatalog catalog;
    private final Map<StreamName, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(Contract contract, StreamContract shown) {}

    CatalogStreams(String sink, String type, StreamCatalog catalog) {
        this.sink = sink;
        this.type = type;
        this.catalog = catalog;
    }

    @Override
    public Collection<StreamContract> all() {
        return catalog.all().stream()
                .filter(contract -> contract.isRoutedTo(sink))
                .map(this::shown)
                .toList();
    }

    @Override
    public Optional<StreamContract> find(String name) {
        if (!StreamName.isValid(name)) {
            return Optional.empty();
        }
        return catalog.find(new StreamName(name))
                .filter(contract -> contract.isRoutedTo(sink))
                .map(this::shown);
    }

    @Override
    public void onChange(Consumer<StreamContract> listener) {
        // See above.
    }

    private StreamContract shown(Contract contract) {
        Seen last = seen.get(contract.name());
        if (last == null || !last.contract().equals(contract)) {
            last = new Seen(contract, convert(contract));
            seen.put(contract.name(), last);
        }
        return last.shown();
    }

    private StreamContract convert(Contract contract) {
        var schemas = new TreeMap<Integer, ByteBuffer>();
        contract.schemas()
                .forEach((number, schema) ->
                        schemas.put(
                                number,
                                ByteBuffer.wrap(schema.json().getBytes(StandardCharsets.UTF_8))
                                        .asReadOnlyBuffer()));
        return new StreamContract(
                contract.name().value(),
                contract.title(),
                Collections.unmodifiableSortedMap(schemas),
                contract.key(),
                contract.layout(),
                contract.retention(),
                contract.hints().getOrDefault(type, Map.of()));
    }
}
