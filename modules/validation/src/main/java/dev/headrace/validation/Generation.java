package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All streams as they stood at one time.
 *
 * @param streams each by its folder
 */
record Generation(
        Map<Path, LoadedStream> streams,
        SortedMap<StreamName, Contract> contracts,
        SchemaValidator validator)
        implements StreamCatalog {

    static Generation of(Map<Path, LoadedStream> streams) {
        SortedMap<StreamName, Contract> contracts = new TreeMap<>();
        Map<StreamName, SortedMap<Integer, Version>> versions = new HashMap<>();
        for (LoadedStream stream : streams.values()) {
            contracts.put(stream.contract().name(), stream.contract());
            versions.put(stream.contract().name(), stream.versions());
        }
        return new Generation(
                Map.copyOf(streams),
                Collections.unmodifiableSortedMap(contracts),
                new SchemaValidator(versions));
    }

    static Generation of(List<LoadedStream> streams) {
        Map<Path, LoadedStream> byFolder = new HashMap<>();
        streams.forEach(stream -> byFolder.put(stream.folder().path(""), stream));
        return of(byFolder);
    }

    @Override
    public Optional<Contract> find(StreamName name) {
        return Optional.ofNullable(contracts.get(name));
    }

    @Override
    public Collection<Contract> all() {
        return contracts.values();
    }
}
