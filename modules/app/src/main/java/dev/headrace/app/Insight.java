package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.event.Contract;
import dev.headrace.ingest.Problem;
import dev.headrace.ingest.QuestionGate;
import dev.headrace.ingest.RequestRefusedException;
import dev.headrace.insight.InsightHints;
import dev.headrace.insight.InsightSinkProvider;
import dev.headrace.insight.InsightStore;
import dev.headrace.insight.Readers;
import dev.headrace.insight.RetentionStore.Dropped;
import dev.headrace.insight.StoreUnavailableException;
import dev.headrace.persistence.RelationalStore;
import dev.headrace.persistence.StoreNode;
import dev.headrace.persistence.StoreSettings;
import dev.headrace.privacy.ChoiceStore;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.PrivacyKeyException;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.publishing.Beginning;
import dev.headrace.publishing.Required;
import dev.headrace.publishing.SinkSettings;
import dev.headrace.sink.SinkProvider;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The read side of a node: its store and its built-in sink. Without a store there is neither, and
 * nothing is paid for.
 */
final class Insight implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Insight.class.getName());

    private final boolean wanted;
    private final AtomicReference<Optional<RelationalStore>> store =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<PseudonymKeys>> keys =
            new AtomicReference<>(Optional.empty());

    Insight(Store configured) {
        this.wanted = !(configured instanceof Store.None);
    }

    boolean isWanted() {
        return wanted;
    }

    /** The sink's plugin, where there is to be a store. */
    SinkProvider[] builtIn() {
        return wanted
                ? new SinkProvider[] {
                    new InsightSinkProvider(() -> store().orElseThrow(), this::digest)
                }
                : new SinkProvider[0];
    }

    /** The sinks of the settings, and the built-in one. It can be filled again, so it may wait. */
    List<SinkSettings> with(List<SinkSettings> sinks) {
        if (!wanted) {
            return sinks;
        }
        var insight =
                new SinkSettings(
                        InsightHints.INSIGHT,
                        InsightHints.INSIGHT,
                        Required.OPTIONAL,
                        new Beginning.AtStart(),
                        Map.of());
        return Stream.concat(sinks.stream(), Stream.of(insight)).toList();
    }

    /**
     * Names the database; it is used when the sink or a question needs it.
     *
     * @param digesting what subjects of rules are digested with
     */
    void open(
            Optional<Store.Database> database,
            StoreNode node,
            PseudonymKeys digesting,
            Clock clock) {
        keys.set(Optional.of(digesting));
        store.set(database.map(named -> RelationalStore.of(settings(named), node, clock)));
    }

    /** By the oldest key, so that a rotation does not make another subject of everybody. */
    String digest(Optional<String> organisation, String text) {
        try {
            return keys.get().orElseThrow().oldest(organisation).of("security\n" + text);
        } catch (PrivacyKeyException e) {
            throw new StoreUnavailableException("a privacy key cannot be read", e);
        }
    }

    private static StoreSettings settings(Store.Database database) {
        return new StoreSettings(
                database.url(),
                new StoreSettings.Login(database.user(), database.password()),
                database.app().map(app -> new StoreSettings.Login(app.user(), app.password())),
                StoreSettings.USUAL_CONNECTIONS);
    }

    Optional<InsightStore> store() {
        return store.get().map(RelationalStore::insight);
    }

    /** What persons have chosen, where there is a store. */
    Optional<ChoiceStore> choices(MarkKey key) {
        return store.get().map(kept -> kept.choices(key));
    }

    /** Makes the store's months ahead and drops what it has kept long enough. */
    void keepMonths() {
        for (Dropped dropped : store().map(kept -> kept.retention().keep()).orElse(List.of())) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Dropped {0} of {1} with {2} rows: kept long enough",
                    dropped.partition(),
                    dropped.table(),
                    String.valueOf(dropped.rows()));
        }
    }

    /** What cannot be obeyed of contracts' hints, a line for each. */
    static List<String> problems(Collection<Contract> contracts) {
        return contracts.stream().flatMap(Insight::problems).toList();
    }

    private static Stream<String> problems(Contract contract) {
        return InsightHints.problems(contract.hints().getOrDefault(InsightHints.INSIGHT, Map.of()))
                .stream()
                .map(problem -> "stream " + contract.name().value() + ": hints.insight." + problem);
    }

    /** Whoever may post may ask, and sees what belongs to its own organisation. */
    static Readers readers(QuestionGate gate) {
        return http -> {
            try {
                QuestionGate.Admitted caller = gate.admit(http);
                return new Readers.Reader(caller.principal().organisation(), caller.fields());
            } catch (RequestRefusedException e) {
                return e.problem() == Problem.RATE_LIMITED
                        ? new Readers.TooFast(e.detail(), e.rateFields())
                        : new Readers.Unknown(e.detail());
            }
        };
    }

    @Override
    public void close() {
        store.get().ifPresent(RelationalStore::close);
    }
}
