package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Delivers every accepted event to every sink it is routed to, from the start until it is closed.
 * The application starts it after the log and before the doors. Safe for use by several threads.
 */
public final class Publishing implements SinkControl, AutoCloseable {

    /** A table of years takes its time; whoever waits longer asks again. */
    private static final Duration ERASURE = Duration.ofMinutes(10);

    private final List<RunningSink> sinks;
    private final List<SinkSettings> configured;
    private final DeliveryProgress progress;
    private final Surroundings around;
    private final RetirementThread retirements;
    private final ReplayDesk replays;
    private final Auditor auditor;
    private final Deliveries deliveries;
    private final ErasureCalls erasures;

    private Publishing(
            PublishingSettings settings,
            List<RunningSink> sinks,
            List<SinkSettings> configured,
            SinkPlugins plugins,
            DeliveryProgress progress,
            Surroundings around) {
        this.sinks = sinks;
        this.configured = configured;
        this.erasures = new ErasureCalls(plugins, ERASURE);
        this.progress = progress;
        this.around = around;
        this.retirements = new RetirementThread(progress);
        List<ReplayTarget> targets = sinks.stream().map(RunningSink::replayTarget).toList();
        var lakes = new Lakes(configured, plugins);
        this.replays = new ReplayDesk(targets, progress, around, lakes, settings, System::nanoTime);
        List<SinkLedger> ledgers = sinks.stream().map(RunningSink::ledger).toList();
        this.auditor = new Auditor(audit(ledgers, progress, around), around.clock());
        this.deliveries = new SinkDeliveries(ledgers, progress.routes());
    }

    private static Audit audit(
            List<SinkLedger> ledgers, DeliveryProgress progress, Surroundings around) {
        return new Audit(
                ledgers, progress.routes(), around.log(), around.clock(), Stretch.Size.USUAL);
    }

    /**
     * Every problem of every sink, each with its full key ({@code headrace.sinks.<name>.<key>}), so
     * that one message can list them all. Opens nothing.
     */
    public static List<String> check(List<SinkSettings> sinks, SinkPlugins plugins) {
        return SinkCheck.problems(sinks, plugins);
    }

    /**
     * What stands in the way of contracts that let the answer wait for sinks: one line for each
     * contract and sink. Opens nothing; the sinks themselves must be without problems.
     *
     * @param wait how long an answer waits at most
     */
    public static List<String> checkAcknowledging(
            Collection<Contract> contracts,
            List<SinkSettings> sinks,
            SinkPlugins plugins,
            Duration wait) {
        return new AcknowledgeCheck(sinks, plugins, wait).problems(contracts);
    }

    /**
     * What contracts would send to sinks that are not cleared for it, or leave out for sinks that
     * are not there: one line for each. Opens nothing.
     */
    public static List<String> checkClearance(
            Collection<Contract> contracts, List<SinkSettings> sinks) {
        return new ClearanceCheck(sinks).problems(contracts);
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
        var running = new ArrayList<RunningSink>();
        Map<String, Set<String>> withheld = withheld(sinks, around.streams().all());
        Instant now = around.clock().instant();
        for (SinkLedger ledger : progress.begin(sinks, withheld, around.log(), now)) {
            running.add(sink(settings, ledger, plugins, progress, around));
        }
        var publishing =
                new Publishing(settings, List.copyOf(running), sinks, plugins, progress, around);
        publishing.start();
        return publishing;
    }

    private void start() {
        for (RunningSink sink : sinks) {
            if (progress.controls().isPaused(sink.name())) {
                sink.pause();
            }
            sink.start();
        }
        retirements.start();
        replays.begin();
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

    /** What became of records at the sinks. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Deliveries of dead letters, of ranges of the log and of what lakes hold. */
    public Replays replays() {
        return replays;
    }

    @Override
    public List<SinkStatus> status() {
        long end = around.log().end().sequence();
        Instant now = around.clock().instant();
        return sinks.stream().map(sink -> sink.status(end, now)).toList();
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.headrace.eventlog.EventLogFailedException when it cannot be made durable; then
     *     the sink is not paused
     */
    @Override
    public void pause(String sink) {
        RunningSink running = find(sink);
        progress.controls().pause(sink);
        running.pause();
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.headrace.eventlog.EventLogFailedException when it cannot be made durable; then
     *     the sink is not resumed
     */
    @Override
    public void resume(String sink) {
        RunningSink running = find(sink);
        progress.controls().resume(sink);
        running.resume();
    }

    @Override
    public SinkFindings check(String sink) throws InterruptedException {
        return find(sink).check();
    }

    @Override
    public List<SinkErasure> erase(Erasure erasure) throws InterruptedException {
        return erasures.ask(configured, erasure);
    }

    /** The removed sinks whose backlog is still being counted as expired. */
    public List<String> leaving() {
        return progress.retirements().stream().map(Retirement::sink).toList();
    }

    /**
     * Routes what is accepted from now on by these contracts. To be called before the doors take
     * events by them, so that no event of a new stream reaches a sink that its contract leaves out.
     *
     * @throws dev.headrace.eventlog.EventLogFailedException when the routing cannot be made
     *     durable; then the old one stands, and the contracts must not come into force
     */
    public void route(Collection<Contract> contracts) {
        progress.routes().change(withheld(configured, contracts));
    }

    /**
     * Tells the sinks which contracts were added or changed, on threads of their own. To be called
     * when the catalogue has the new contracts; routes by them, too, where {@link #route} has not.
     *
     * @throws dev.headrace.eventlog.EventLogFailedException as {@link #route}
     */
    public void streamsChanged() {
        route(around.streams().all());
        sinks.forEach(sink -> sink.streams().changed());
    }

    /**
     * Stops reading, lets writes under way finish within the grace period, records progress and
     * closes the sinks. What was not delivered is delivered after the next start.
     */
    @Override
    public void close() {
        auditor.close();
        replays.stop();
        sinks.forEach(RunningSink::drain);
        try {
            replays.join();
            for (RunningSink sink : sinks) {
                sink.join();
            }
            retirements.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunningSink find(String name) {
        return sinks.stream()
                .filter(sink -> sink.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no sink named " + name));
    }

    private static RunningSink sink(
            PublishingSettings settings,
            SinkLedger ledger,
            SinkPlugins plugins,
            DeliveryProgress progress,
            Surroundings around) {
        SinkProvider provider = plugins.provider(ledger.sink().type()).orElseThrow();
        InterruptedBurials.finish(ledger, progress.routes(), around);
        ledger.fates().load(ledger.name(), around.deadLetters());
        var counters = new SinkCounters();
        var streams =
                new CatalogStreams(
                        ledger.name(),
                        ledger.sink().type(),
                        around.streams(),
                        provider.getClass().getClassLoader());
        SinkFactory factory = SinkCheck.factory(ledger.sink(), provider);
        Sink first = factory.create();
        SinkTraits traits = PluginContext.call(factory.plugin(), first::traits);
        var backoff = new Backoff(settings.backoff(), settings.longestBackoff(), around.random());
        var setup =
                new SinkSetup(
                        factory,
                        first,
                        traits,
                        context(ledger.name(), counters, streams, progress, around),
                        ledger,
                        progress.routes(),
                        around,
                        settings,
                        backoff);
        return new RunningSink(setup, counters, streams);
    }

    private static SinkRuntimeContext context(
            String sink,
            SinkCounters counters,
            CatalogStreams streams,
            DeliveryProgress progress,
            Surroundings around) {
        return new SinkRuntimeContext(
                sink,
                around.clock(),
                around.random(),
                System.getLogger("dev.headrace.sink." + sink),
                counters,
                streams,
                ScratchFolder.emptied(progress.scratch().resolve(sink)),
                new Omissions(sink, around.streams()));
    }

    private static Map<String, Set<String>> withheld(
            List<SinkSettings> sinks, Collection<Contract> contracts) {
        var withheld = new TreeMap<String, Set<String>>();
        for (SinkSettings sink : sinks) {
            var streams = new TreeSet<String>();
            for (Contract contract : contracts) {
                if (!contract.isRoutedTo(sink.name())) {
                    streams.add(contract.name().value());
                }
            }
            withheld.put(sink.name(), streams);
        }
        return withheld;
    }
}
