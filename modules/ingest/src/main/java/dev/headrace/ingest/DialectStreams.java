package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;

/** Finds the stream behind a dialect's doors: the one whose contract names it. */
final class DialectStreams {

    private DialectStreams() {}

    /**
     * The stream's name.
     *
     * @throws RequestRefusedException when no stream of this listener speaks the dialect
     */
    static String find(StreamCatalog catalog, Dialect dialect, Contract.Listener listener) {
        return dialect.stream(catalog.all(), listener)
                .map(contract -> contract.name().value())
                .orElseThrow(() ->
                        new RequestRefusedException(
                                Problem.NOT_FOUND,
                                "no stream speaks the " + dialect.word() + " dialect"));
    }
}
