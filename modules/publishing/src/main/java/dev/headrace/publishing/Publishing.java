package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.publishing.SinkDispatcher.Standing;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Delivers every accepted event to every sink it is routed to, from the start until it is closed.
 * The application starts it after the log and before the doors. Safe for use by several threads.
 */
public final class Publishing implements AutoCloseable {

    private final List<Running> sinks;
    private final Surroundings around;
    private final Auditor auditor;

    private record Running(SinkSetup setup, SinkCounters counters, SinkDispatcher dispatcher) {}

    private Publishing(List<Running> sinks, Surroundings around, Auditor auditor) {
        this.sinks = sinks;
        this.around = around;
        this.auditor = auditor;
    }

    /**
     * Every problem of every sink, each with its full key ({@code headrace.sinks.<name>.<key>}), so
     * that one message can list them all. Opens nothing.
     */
    public static List<String> check(List<SinkSettings> sinks, SinkPlugins plugins) {
        return SinkCheck.problems(sinks, plugins);
    }

    /**
     * Puts the routing in force and starts delivery. Returns before the sinks are open: a target
     * that does not answer delays nobody.
     *
     * @throws IllegalArgumentException when {@link #check} finds problems
     * @throws dev.headrace.eventlog.EventLogFailedException when a journal fails
     */
    public static Publishing start(
            PublishingSettings settings,
            List<SinkSettings> sinks,
            SinkPlugins plugins,
            DeliveryProgress progress,
            Surroundings around) {
        List<String> problems = check(sinks, plugins);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        var running = new ArrayList<Running>();
        for (SinkLedger ledger : progress.begin(sinks, withheld(sinks, around), around.log())) {
            SinkProvider provider = plugins.provider(ledger.sink().type()).orElseThrow();
            var counters = new SinkCounters();
            SinkSetup setup = setup(settings, ledger, provider, counters, progress, around);
            running.add(new Running(setup, counters, new SinkDispatcher(setup)));
        }
        running.forEach(sink -> sink.dispatcher().start());
        return new Publishing(List.copyOf(running), around, auditor(running, progress, around));
    }

    private static Auditor auditor(
            List<Running> running, DeliveryProgress progress, Surroundings around) {
        var audit =
                new Audit(
                        running.stream().map(sink -> sink.setup().ledger()).toList(),
                        progress.routes(),
                        around.log(),
                        around.clock(),
                        Stretch.Size.USUAL);
        return new Auditor(audit, around.clock());
    }

    /** Begins to take the accounts at an interval; the application calls it once. */
    public void keepAccounts(Duration every) {
        auditor.start(every);
    }

    /** The newest accounts, from memory; without any stream before the first are taken. */
    public Accounts accounts() {
        return auditor.newest();
    }

    /**
     * Has the accounts taken now and waits for them; when the time is over, the newest ones there
     * are. Only after {@link #keepAccounts}.
     */
    public Accounts takeAccounts(Duration atMost) throws InterruptedException {
        return auditor.take(atMost);
    }

    /** How every sink stands now, in the order of the configuration. */
    public List<SinkStatus> status() {
        long end = around.log().end().sequence();
        Instant now = around.clock().instant();
        return sinks.stream().map(sink -> status(sink, end, now)).toList();
    }

    /**
     * Stops reading, lets writes under way finish within the grace period, records progress and
     * closes the sinks. What was not delivered is delivered after the next start.
     */
    @Override
    public void close() {
        auditor.close();
        sinks.forEach(sink -> sink.dispatcher().drain());
        try {
            for (Running sink : sinks) {
                sink.dispatcher().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SinkSetup setup(
            PublishingSettings settings,
            SinkLedger ledger,
            SinkProvider provider,
            SinkCounters counters,
            DeliveryProgress progress,
            Surroundings around) {
        SinkFactory factory = SinkCheck.factory(ledger.sink(), provider);
        Sink first = factory.create();
        SinkTraits traits = PluginContext.call(factory.plugin(), first::traits);
        var backoff = new Backoff(settings.backoff(), settings.longestBackoff(), around.random());
        return new SinkSetup(
                factory,
                first,
                traits,
                context(ledger.sink(), counters, progress, around),
                ledger,
                progress.routes(),
                around,
                settings,
                backoff);
    }

    private static SinkRuntimeContext context(
            SinkSettings sink,
            SinkCounters counters,
            DeliveryProgress progress,
            Surroundings around) {
        Clock clock = around.clock();
        return new SinkRuntimeContext(
                sink.name(),
                clock,
                around.random(),
                System.getLogger("dev.headrace.sink." + sink.name()),
                counters,
                new CatalogStreams(sink.name(), sink.type(), around.streams()),
                ScratchFolder.emptied(progress.scratch().resolve(sink.name())));
    }

    private static Map<String, Set<String>> withheld(
            List<SinkSettings> sinks, Surroundings around) {
        var withheld = new TreeMap<String, Set<String>>();
        for (SinkSettings sink : sinks) {
            var streams = new TreeSet<String>();
            for (Contract contract : around.streams().all()) {
                if (!contract.isRoutedTo(sink.name())) {
                    streams.add(contract.name().value());
                }
            }
            withheld.put(sink.name(), streams);
        }
        return withheld;
    }

    private static SinkStatus status(Running running, long end, Instant now) {
        SinkSetup setup = running.setup();
        SinkProgress progress = setup.ledger().progress();
        Standing standing = running.dispatcher().standing();
        Map<String, StreamCounts> streams = progress.streams();
        return new SinkStatus(
                setup.name(),
                setup.ledger().sink().type(),
                setup.ledger().sink().required(),
                standing.state(),
                standing.since(),
                standing.lastError(),
                progress.incompleteBelow(end),
                standing.oldest().map(at -> age(at, now)).orElse(Duration.ZERO),
                streams.values().stream().mapToLong(StreamCounts::pending).sum(),
                standing.retries(),
                streams,
                running.counters().values());
    }

    private static Duration age(Instant receivedAt, Instant now) {
        return receivedAt.isBefore(now) ? Duration.between(receivedAt, now) : Duration.ZERO;
    }
}
