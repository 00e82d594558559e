package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;

/** Finds the stream behind a dialect's doors: the one whose contract names it. */
final class DialectStreams {

    private DialectStreams() {}

    /**
     * The stream's name.
     *
     * @throws RequestRefusedException when no stream of this listener speaks the dialect
     */
    static String find(StreamCatalog catalog, String dialect, Contract.Listener listener) {
        for (Contract contract : catalog.all()) {
            if (contract.dialects().contains(dialect) && contract.listener() == listener) {
                return contract.name().value();
            }
        }
        throw new RequestRefusedException(
                Problem.NOT_FOUND, "no stream speaks the " + dialect + " dialect");
    }
}
