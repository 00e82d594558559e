package dev.headrace.publishing;

import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.Journal;
import dev.headrace.eventlog.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What every sink has taken and how frames are routed, in journals below the data folder: {@code
 * routes}, {@code control}, and for each sink {@code progress-<sink>} and {@code plans-<sink>}.
 *
 * <p>Opened before the log, which asks it what may be deleted; until {@link Publishing#start} it
 * answers that everything is needed. Safe for use by several threads; close it after the log.
 */
public final class DeliveryProgress implements DeliveryState, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final Function<String, Journal> journals;
    private final Path scratch;
    private final long journalSize;
    private final Routes routes;
    private final Controls controls;
    private volatile Delivering delivering = new Delivering.Nothing();

    DeliveryProgress(Function<String, Journal> journals, Path scratch, long journalSize) {
        this.journals = journals;
        this.scratch = scratch;
        this.journalSize = journalSize;
        this.routes = new Routes(journals.apply("routes"));
        this.controls = new Controls(journals.apply("control"), journalSize);
    }

    /**
     * Opens the journals.
     *
     * @throws dev.headrace.eventlog.EventLogFailedException when one cannot be read
     */
    public static DeliveryProgress open(DataFolder folder, PublishingSettings settings) {
        return new DeliveryProgress(
                folder::openJournal,
                folder.path().resolve("scratch"),
                settings.journalSize().bytes());
    }

    @Override
    public int routeEpoch() {
        return routes.current().number();
    }

    @Override
    public long neededFrom() {
        return delivering.neededFrom();
    }

    @Override
    public long pinnedFrom() {
        return delivering.pinnedFrom();
    }

    @Override
    public void expire(long before) {
        delivering.expire(before);
    }

    /** Closes the journals; the answers stay. */
    @Override
    public void close() {
        delivering.close();
        routes.close();
        controls.close();
    }

    /** The folder of the sinks' scratch folders. */
    Path scratch() {
        return scratch;
    }

    /** Opens a journal; once per name. */
    Journal journal(String name) {
        return journals.apply(name);
    }

    Routes routes() {
        return routes;
    }

    Controls controls() {
        return controls;
    }

    /**
     * Puts a set of sinks in force: removed ones are noted, new ones begin where they should, and
     * the routing changes, in this order, so that a crash in between repeats it. What removed ones
     * still needed expires later, in {@link #retirements}.
     *
     * @param withheld the sinks, each with the streams that are not for it
     * @param now what the age in a sink's {@code from} counts back from
     */
    List<SinkLedger> begin(
            List<SinkSettings> sinks,
            Map<String, Set<String>> withheld,
            EventLog log,
            Instant now) {
        Set<String> known = routes.current().withheld().keySet();
        known.stream()
                .filter(name -> !withheld.containsKey(name))
                .sorted()
                .forEach(name -> controls.leave(name, log.end().sequence()));
        var ledgers = new ArrayList<SinkLedger>();
        for (SinkSettings sink : sinks) {
            SinkLedger ledger = open(sink);
            if (known.contains(sink.name())) {
                controls.left(sink.name());
                checkAgainst(log, ledger);
            } else {
                finishRetirement(ledger, log);
                beginAnew(ledger, withheld.getOrDefault(sink.name(), Set.of()), log, now);
            }
            ledgers.add(ledger);
        }
        routes.change(withheld);
        delivering = new Delivering.Sinks(List.copyOf(ledgers), retiring(log), routes, log);
        return ledgers;
    }

    /** The removed sinks whose backlog is to expire; until then they count as optional. */
    List<Retirement> retirements() {
        return delivering.retirements();
    }

    /** A removed sink has nothing left. */
    void retired(Retirement retirement) {
        controls.left(retirement.sink());
        delivering = delivering.without(retirement);
    }

    private List<Retirement> retiring(EventLog log) {
        var retiring = new ArrayList<Retirement>();
        new TreeMap<>(controls.leaving())
                .forEach((name, until) -> {
                    var nobody = new SinkSettings(name, "", Required.OPTIONAL, Map.of());
                    retiring.add(new Retirement(open(nobody), until, routes, log));
                });
        return retiring;
    }

    /** A sink that is back before its old backlog had expired: that comes first. */
    private void finishRetirement(SinkLedger ledger, EventLog log) {
        Long until = controls.leaving().get(ledger.name());
        if (until != null) {
            var retirement = new Retirement(ledger, until, routes, log);
            boolean done = false;
            while (!done) {
                done = retirement.step();
            }
            controls.left(ledger.name());
        }
    }

    private void beginAnew(SinkLedger ledger, Set<String> withheld, EventLog log, Instant now) {
        ledger.plans().clear();
        long end = log.end().sequence();
        Optional<Instant> since =
                switch (ledger.sink().from()) {
                    case Beginning.AtEnd e -> Optional.empty();
                    case Beginning.AtStart s -> Optional.of(Instant.EPOCH);
                    case Beginning.At(Instant time) -> Optional.of(time);
                    case Beginning.Ago(Duration ago) -> Optional.of(now.minus(ago));
                };
        since.ifPresent(time -> routes.give(new EarlierFrames(ledger.name(), end, time, withheld)));
        ledger.progress().startAt(since.isPresent() ? log.start().sequence() : end);
    }

    private SinkLedger open(SinkSettings sink) {
        return new SinkLedger(
                sink,
                new SinkProgress(journals.apply("progress-" + sink.name()), journalSize),
                new PlanJournal(journals.apply("plans-" + sink.name()), journalSize));
    }

    /** A log that ends before a sink's progress is another log: everything in it is new. */
    private static void checkAgainst(EventLog log, SinkLedger ledger) {
        Position end = log.end();
        if (ledger.progress().lowWater() > end.sequence()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The event log ends before the progress of sink {0}; it is read from its start",
                    ledger.name());
            ledger.plans().clear();
            ledger.progress().startAt(log.start().sequence());
        }
    }

    /** What the log is told. */
    private sealed interface Delivering {

        long neededFrom();

        long pinnedFrom();

        void expire(long before);

        void close();

        List<Retirement> retirements();

        Delivering without(Retirement retirement);

        /** Before the start: everything is needed. */
        record Nothing() implements Delivering {
            @Override
            public long neededFrom() {
                return 0;
            }

            @Override
            public long pinnedFrom() {
                return 0;
            }

            @Override
            public void expire(long before) {
                throw new IllegalStateException("nothing may expire before the sinks are known");
            }

            @Override
            public void close() {}

            @Override
            public List<Retirement> retirements() {
                return List.of();
            }

            @Override
            public Delivering without(Retirement retirement) {
                return this;
            }
        }

        /** The sinks in force, and those that were removed. */
        record Sinks(
                List<SinkLedger> ledgers, List<Retirement> retirements, Routes routes, EventLog log)
                implements Delivering {

            @Override
            public long neededFrom() {
                return lowest(all());
            }

            @Override
            public long pinnedFrom() {
                return lowest(all().filter(ledger -> ledger.required() == Required.REQUIRED));
            }

            @Override
            public void expire(long before) {
                all().filter(ledger -> ledger.required() == Required.OPTIONAL)
                        .sorted(Comparator.comparing(SinkLedger::name))
                        .forEach(ledger -> Expiry.expire(ledger, before, routes, log));
            }

            @Override
            public void close() {
                all().forEach(SinkLedger::close);
            }

            @Override
            public Delivering without(Retirement retirement) {
                retirement.ledger().close();
                return new Sinks(
                        ledgers,
                        retirements.stream().filter(other -> other != retirement).toList(),
                        routes,
                        log);
            }

            private Stream<SinkLedger> all() {
                return Stream.concat(
                        ledgers.stream(), retirements.stream().map(Retirement::ledger));
            }

            private static long lowest(Stream<SinkLedger> ledgers) {
                return ledgers.mapToLong(ledger -> ledger.progress().recordedLowWater())
                        .min()
                        .orElse(Long.MAX_VALUE);
            }
        }
    }
}
