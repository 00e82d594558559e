package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A catalogue without streams. */
record NoStreams() implements StreamCatalog {

    @Override
    public Optional<Contract> find(StreamName name) {
        return Optional.empty();
    }

    @Override
    public Collection<Contract> all() {
        return List.of();
    }
}
