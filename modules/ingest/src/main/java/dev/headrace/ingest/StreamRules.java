package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The rules of streams beyond their contracts, by the dialect that a contract names. */
final class StreamRules {

    private final Map<Dialect, StreamRule> rules = new EnumMap<>(Dialect.class);

    StreamRules(DialectParts parts, StreamCatalog catalog) {
        Map.of(
                        Dialect.WEB_EVENT, "event",
                        Dialect.WEB_PAGEVIEW, "pageview",
                        Dialect.WEB_PIXEL, "pixel")
                .forEach((dialect, kind) ->
                        rules.put(dialect, new WebRule(kind, parts.sites(), catalog)));
        rules.put(Dialect.ERRORS_REPORT, new ErrorRule(new Sampling()));
        rules.put(Dialect.BROWSER_REPORTS, new ErrorRule(new Sampling()));
        rules.put(Dialect.ANALYTICS_TRACK, new AnalyticsRule());
    }

    /** The rule of a stream; most have none. */
    Optional<StreamRule> of(Contract contract) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getKey().isOf(contract))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
