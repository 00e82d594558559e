package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import java.util.Optional;

/**
 * What the first seed system's doors need to know.
 *
 * @param app the service's own app, for events that it makes itself
 * @param stage the service's own stage
 */
public record GuardianDialect(String app, String stage) {

    private static final String WORD = "guardian";

    /** The stream behind the dialect's doors: the one whose contract names it. */
    static Optional<String> stream(StreamCatalog catalog) {
        return catalog.all().stream()
                .filter(contract -> contract.dialects().contains(WORD))
                .filter(contract -> contract.listener() == Contract.Listener.PUBLIC)
                .map(contract -> contract.name().value())
                .findFirst();
    }
}
