package dev.headrace.publishing;

import dev.headrace.eventlog.EventLog;
import dev.headrace.publishing.Accounts.Account;
import dev.headrace.publishing.SinkAudit.Checked;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts everything for everybody, again and again, and is right while delivery and retention go
 * on. For one thread at a time.
 *
 * <p>The order makes it so. The log's start is noted first: what lies below it was complete before
 * it was deleted, so the books, which are read next, know it. The log's end is noted last: what
 * they say was read lies below it. What was deleted in the meantime may be pending in those books;
 * then everything is done once more.
 */
final class Audit {

    /** Segments go one by one and seldom, so a second try all but always does. */
    private static final int TRIES = 10;

    private final List<SinkLedger> ledgers;
    private final Routes routes;
    private final EventLog log;
    private final Clock clock;
    private final LogWalk walk;
    private final LogCount count;
    private final Map<String, Checked> checked = new HashMap<>();

    Audit(List<SinkLedger> ledgers, Routes routes, EventLog log, Clock clock, Stretch.Size most) {
        this.ledgers = List.copyOf(ledgers);
        this.routes = routes;
        this.log = log;
        this.clock = clock;
        this.walk = new LogWalk(log);
        this.count = new LogCount(walk, clock, most);
    }

    /**
     * The accounts as they stand; empty when the log changed too fast under it.
     *
     * @throws dev.headrace.eventlog.EventLogFailedException when the disk cannot be read
     */
    Optional<Accounts> take() throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Accounts> accounts = tryOnce();
            if (accounts.isPresent()) {
                return accounts;
            }
            count.forget();
        }
        return Optional.empty();
    }

    private Optional<Accounts> tryOnce() throws InterruptedException {
        Instant now = clock.instant();
        long start = log.start().sequence();
        List<SinkAudit> sinks = new ArrayList<>();
        for (SinkLedger ledger : ledgers) {
            Optional<Checked> before = Optional.ofNullable(checked.get(ledger.name()));
            sinks.add(new SinkAudit(ledger, routes, before, start));
        }
        long end = log.end().sequence();
        long from = sinks.stream().mapToLong(SinkAudit::from).min().orElse(end);
        var gaps = new Gaps();
        if (from < end) {
            show(new Range(from, end), sinks, gaps);
        }
        if (gaps.hasAnyIn(new Range(start, log.start().sequence()))) {
            return Optional.empty();
        }
        return Optional.of(new Accounts(now, settle(sinks)));
    }

    private void show(Range range, List<SinkAudit> sinks, Gaps gaps) throws InterruptedException {
        for (Stretch stretch : count.cover(range)) {
            stretch.gaps().forEach(gaps::gap);
            List<SinkAudit> curious = sinks.stream().filter(sink -> !sink.take(stretch)).toList();
            if (!curious.isEmpty()) {
                walk.read(stretch.range(), new Everybody(curious, gaps));
            }
        }
    }

    private List<Account> settle(List<SinkAudit> sinks) {
        var accounts = new ArrayList<Account>();
        for (int i = 0; i < sinks.size(); i++) {
            accounts.addAll(sinks.get(i).accounts());
            checked.put(ledgers.get(i).name(), sinks.get(i).checked());
            sinks.get(i).correct();
        }
        return accounts;
    }

    /** What could not be read, whoever cares. */
    private static final class Gaps implements LogWalk.Visitor {

        private final List<Range> gaps = new ArrayList<>();

        @Override
        public void frame(Range range, Stretch.Kind kind, long bytes) {
            // only gaps matter here
        }

        @Override
        public void gap(Range range) {
            gaps.add(range);
        }

        private boolean hasAnyIn(Range range) {
            return range.size() > 0
                    && gaps.stream()
                            .anyMatch(gap -> gap.from() < range.to() && gap.to() > range.from());
        }
    }

    /** Several that are shown the same. */
    private record Everybody(List<SinkAudit> sinks, Gaps gaps) implements LogWalk.Visitor {

        @Override
        public void frame(Range range, Stretch.Kind kind, long bytes) {
            sinks.forEach(sink -> sink.frame(range, kind, bytes));
        }

        @Override
        public void gap(Range range) {
            gaps.gap(range);
            sinks.forEach(sink -> sink.gap(range));
        }
    }
}
