package dev.headrace.publishing;

import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.Journal;
import dev.headrace.eventlog.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What every sink has taken and how frames are routed, in journals below the data folder: {@code
 * routes}, and for each sink {@code progress-<sink>} and {@code plans-<sink>}.
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
    private volatile Delivering delivering = new Delivering.Nothing();

    DeliveryProgress(Function<String, Journal> journals, Path scratch, long journalSize) {
        this.journals = journals;
        this.scratch = scratch;
        this.journalSize = journalSize;
        this.routes = new Routes(journals.apply("routes"));
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

    /**
     * Puts a set of sinks in force: what removed ones still needed expires, new ones begin at the
     * log's end, and the routing changes, in this order, so that a crash in between repeats it.
     *
     * @param withheld the sinks, each with the streams that are not for it
     */
    List<SinkLedger> begin(
            List<SinkSettings> sinks, Map<String, Set<String>> withheld, EventLog log) {
        Set<String> known = routes.current().withheld().keySet();
        known.stream()
                .filter(name -> !withheld.containsKey(name))
                .sorted()
                .forEach(name -> retire(name, log));
        var ledgers = new ArrayList<SinkLedger>();
        for (SinkSettings sink : sinks) {
            SinkLedger ledger = open(sink);
            if (known.contains(sink.name())) {
                checkAgainst(log, ledger);
            } else {
                ledger.plans().clear();
                ledger.progress().startAt(log.end().sequence());
            }
            ledgers.add(ledger);
        }
        routes.change(withheld);
        delivering = new Delivering.Sinks(List.copyOf(ledgers), routes, log);
        return ledgers;
    }

    private SinkLedger open(SinkSettings sink) {
        return new SinkLedger(
                sink,
                new SinkProgress(journals.apply("progress-" + sink.name()), journalSize),
                new PlanJournal(journals.apply("plans-" + sink.name()), journalSize));
    }

    /** A removed sink never pins the log: what it had not taken expires, counted. */
    private void retire(String name, EventLog log) {
        SinkLedger ledger = open(new SinkSettings(name, "", Required.OPTIONAL, Map.of()));
        try {
            Expiry.expire(ledger, log.end().sequence(), routes, log);
            ledger.plans().clear();
        } finally {
            ledger.close();
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Sink {0} is no longer configured; what it had not taken has expired",
                name);
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
        }

        /** The sinks in force. */
        record Sinks(List<SinkLedger> ledgers, Routes routes, EventLog log) implements Delivering {
            @Override
            public long neededFrom() {
                long lowest = Long.MAX_VALUE;
                for (SinkLedger ledger : ledgers) {
                    lowest = Math.min(lowest, ledger.progress().recordedLowWater());
                }
                return lowest;
            }

            @Override
            public long pinnedFrom() {
                long lowest = Long.MAX_VALUE;
                for (SinkLedger ledger : ledgers) {
                    if (ledger.required() == Required.REQUIRED) {
                        lowest = Math.min(lowest, ledger.progress().recordedLowWater());
                    }
                }
                return lowest;
            }

            @Override
            public void expire(long before) {
                ledgers.stream()
                        .filter(ledger -> ledger.required() == Required.OPTIONAL)
                        .sorted(Comparator.comparing(SinkLedger::name))
                        .forEach(ledger -> Expiry.expire(ledger, before, routes, log));
            }

            @Override
            public void close() {
                ledgers.forEach(SinkLedger::close);
            }
        }
    }
}
