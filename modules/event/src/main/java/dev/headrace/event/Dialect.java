package dev.headrace.event;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * A seed system's own paths and answers over a stream. The stream's contract names it, and one
 * stream alone may have it.
 */
public enum Dialect {
    /** {@code POST /event} and the pages of the first seed system. */
    GUARDIAN,
    /** {@code POST /record} and {@code /record/deployment}. */
    RECORD_DEPLOYMENT,
    /** {@code POST /record/cli}. */
    RECORD_CLI,
    /** {@code POST /v1/audit/ingest}, on the internal listener alone. */
    AUDIT,
    /** {@code POST /v1/web/event}. */
    WEB_EVENT,
    /** {@code POST /v1/web/pageview}. */
    WEB_PAGEVIEW,
    /** {@code GET /count.gif}. */
    WEB_PIXEL,
    /** What comes to those three for sites that nobody has allowed; it has no path of its own. */
    WEB_UNAUTHORISED,
    /** {@code POST /v1/errors/report}: what applications report. */
    ERRORS_REPORT,
    /** The same path: what browsers report by themselves. */
    BROWSER_REPORTS,
    /** {@code POST /v1/analytics/track}. */
    ANALYTICS_TRACK,
    /** {@code POST /v1/media/events}. */
    MEDIA,
    /** {@code POST /v1/pose/frames}. */
    POSE;

    /** Made once: each request to a dialect's door compares it. */
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that contracts use. */
    public String word() {
        return word;
    }

    /** Whether a stream speaks it. */
    public boolean isOf(Contract contract) {
        return contract.dialects().contains(word());
    }

    /** The stream behind the dialect's doors, on a listener. */
    public Optional<Contract> stream(Collection<Contract> contracts, Contract.Listener listener) {
        for (Contract contract : contracts) {
            if (contract.listener() == listener && isOf(contract)) {
                return Optional.of(contract);
            }
        }
        return Optional.empty();
    }
}
