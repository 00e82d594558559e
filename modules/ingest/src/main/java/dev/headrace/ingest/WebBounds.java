package dev.headrace.ingest;

import dev.headrace.privacy.DistinctValues;
import java.time.Clock;

/**
 * How many different values the fields of web events may have, by site and UTC day. Platforms and
 * timezones need no count: there are twelve families and 27 whole hours.
 */
final class WebBounds {

    static final int MOST_PAGES = 5_000;
    static final int MOST_REFERRERS = 1_000;
    static final int MOST_NOTES = 100;

    private final DistinctValues pages;
    private final DistinctValues referrers;
    private final DistinctValues notes;

    /** Whose notes are counted together. */
    private record SiteEvent(String domain, String event) {}

    WebBounds(Clock clock) {
        this.pages = new DistinctValues(MOST_PAGES, clock);
        this.referrers = new DistinctValues(MOST_REFERRERS, clock);
        this.notes = new DistinctValues(MOST_NOTES, clock);
    }

    String page(String domain, String page) {
        return pages.of(domain, page);
    }

    String referrer(String domain, String host) {
        return referrers.of(domain, host);
    }

    String note(String domain, String event, String note) {
        return notes.of(new SiteEvent(domain, event), note);
    }
}
