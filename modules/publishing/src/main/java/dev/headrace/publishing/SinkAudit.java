package dev.headrace.publishing;

import dev.headrace.publishing.Accounts.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds the books of one sink against the log. It is shown everything from {@link #from} to the
 * log's end, and counts for itself what is pending, what the books have not read yet, and what was
 * routed since the audit before. For one thread at a time.
 */
final class SinkAudit implements LogWalk.Visitor {

    /** What cannot be read has no stream. */
    private static final String UNKNOWN = "";

    private final SinkLedger ledger;
    private final Routes routes;
    private final ProgressSnapshot books;
    private final Optional<Checked> before;
    private final Map<String, Found> found = new TreeMap<>();
    private boolean gapSinceBefore;

    /**
     * What an audit has found to be routed.
     *
     * @param readTo up to here
     * @param routed by stream
     */
    record Checked(long readTo, Map<String, Long> routed) {}

    /** What the log shows of one stream. */
    private static final class Found {
        private long pending;
        private long unread;
        private long sinceBefore;
    }

    /**
     * Takes what the books say now.
     *
     * @param before what the audit before this one has found
     * @param start where the log begins: what is no longer there cannot be counted
     */
    SinkAudit(SinkLedger ledger, Routes routes, Optional<Checked> before, long start) {
        this.ledger = ledger;
        this.routes = routes;
        this.books = ledger.progress().snapshot();
        this.before =
                before.filter(
                        checked -> checked.readTo >= start && checked.readTo <= books.readTo());
    }

    /** From where on it wants to be shown the log. */
    long from() {
        return before.map(checked -> Math.min(checked.readTo, books.lowWater()))
                .orElse(books.lowWater());
    }

    /** Shows it a stretch as counted; false when it has to see the frames. */
    boolean take(Stretch stretch) {
        Range range = stretch.range();
        long incomplete = books.incomplete(range);
        long unread = books.unread(range);
        long since = sinceBefore(range);
        if (!isAllOrNothing(incomplete, range)
                || !isAllOrNothing(unread, range)
                || !isAllOrNothing(since, range)) {
            return false;
        }
        stretch.gaps().forEach(this::gap);
        stretch.records()
                .forEach((kind, records) ->
                        count(
                                kind,
                                incomplete == 0 ? 0 : records,
                                unread == 0 ? 0 : records,
                                since == 0 ? 0 : records));
        return true;
    }

    @Override
    public void frame(Range range, Stretch.Kind kind, long bytes) {
        count(kind, books.incomplete(range), books.unread(range), sinceBefore(range));
    }

    /** What was read before it was lost shows in its stream; the rest counts as routed. */
    @Override
    public void gap(Range range) {
        gapSinceBefore |= sinceBefore(range) > 0;
        Range unread = new Range(Math.max(range.from(), books.readTo()), range.to());
        if (unread.size() > 0) {
            of(UNKNOWN).unread += books.incomplete(unread);
        }
    }

    /** The accounts of all streams. */
    List<Account> accounts() {
        var accounts = new ArrayList<Account>();
        var streams = new TreeSet<>(books.streams().keySet());
        streams.addAll(found.keySet());
        for (String stream : streams) {
            accounts.add(account(stream));
        }
        return accounts;
    }

    /** What the next audit goes on from. */
    Checked checked() {
        var routed = new TreeMap<String, Long>();
        accounts().forEach(one -> routed.put(one.stream(), one.routed() - of(one.stream()).unread));
        return new Checked(books.readTo(), routed);
    }

    /**
     * Adds to the books what was routed and never counted, so that a restart does not forget it.
     */
    void correct() {
        for (Map.Entry<String, Long> stream : checked().routed().entrySet()) {
            long missing = stream.getValue() - counts(stream.getKey()).routed();
            if (missing > 0) {
                ledger.progress().recount(stream.getKey(), StreamCounts.ofRouted(missing));
            }
        }
    }

    private Account account(String stream) {
        StreamCounts counts = counts(stream);
        Found of = of(stream);
        long routed = routed(stream);
        long done = counts.delivered() + counts.deadLettered() + counts.expired();
        long byLog = routed - done - of.pending;
        long byBooks = counts.routed() + of.unread - done - of.pending;
        return new Account(
                ledger.name(),
                stream,
                routed,
                counts.delivered(),
                counts.deadLettered(),
                counts.expired(),
                of.pending,
                byLog == 0 ? byBooks : byLog,
                counts.redelivered());
    }

    /** By the log since the audit before, if all of that can be read, and before by the books. */
    private long routed(String stream) {
        Found of = of(stream);
        if (before.isEmpty() || gapSinceBefore) {
            return counts(stream).routed() + of.unread;
        }
        return before.get().routed().getOrDefault(stream, 0L) + of.sinceBefore + of.unread;
    }

    private void count(Stretch.Kind kind, long pending, long unread, long since) {
        if (pending + unread + since > 0
                && routes.routes(kind.epoch(), ledger.name(), kind.stream())) {
            Found of = of(kind.stream());
            of.pending += pending;
            of.unread += unread;
            of.sinceBefore += since;
        }
    }

    /** How many of a range were read since the audit before. */
    private long sinceBefore(Range range) {
        return before.map(checked ->
                        Math.max(
                                0,
                                Math.min(range.to(), books.readTo())
                                        - Math.max(range.from(), checked.readTo)))
                .orElse(0L);
    }

    private static boolean isAllOrNothing(long some, Range range) {
        return some == 0 || some == range.size();
    }

    private StreamCounts counts(String stream) {
        return books.streams().getOrDefault(stream, StreamCounts.ZERO);
    }

    private Found of(String stream) {
        return found.computeIfAbsent(stream, name -> new Found());
    }
}
