package dev.headrace.insight;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What can be asked, checked in one order: who asks, for which stream, and what of it. */
public final class Questions {

    private static final int MOST_ROWS = 10_000;

    private final StreamCatalog streams;
    private final Optional<InsightStore> store;
    private final Readers readers;
    private final CountQueryReader counts;
    private final Clock clock;

    /** An answer about counts. */
    record Counts(CountQuery query, List<Count> rows) {}

    /**
     * @param store empty where the node has none: then every question is answered by that
     */
    public Questions(
            StreamCatalog streams, Optional<InsightStore> store, Readers readers, Clock clock) {
        this.streams = streams;
        this.store = store;
        this.readers = readers;
        this.clock = clock;
        this.counts = new CountQueryReader(clock);
    }

    Readers readers() {
        return readers;
    }

    /**
     * Counts of a stream over time.
     *
     * @param listener the one that the question came through; the internal one answers for all
     */
    Counts counts(Readers.Reader reader, Contract.Listener listener, ReadQuery query) {
        Contract contract = stream(query.required("stream"), listener);
        CountRule rule =
                InsightHints.of(
                                contract.hints()
                                        .getOrDefault(InsightHints.INSIGHT, java.util.Map.of()))
                        .counts()
                        .orElseThrow(() ->
                                notKept("the contract of this stream has no hints.insight.counts"));
        CountQuery question = counts.read(query, contract.name().value(), rule);
        List<Count> rows = store().counts().find(reader.organisation(), question, MOST_ROWS + 1);
        if (rows.size() > MOST_ROWS) {
            throw new ReadRefusedException(
                    ReadProblem.TOO_MANY_ROWS,
                    "more than "
                            + MOST_ROWS
                            + " rows: ask for a shorter time, longer spans or fewer dimensions");
        }
        return new Counts(question, rows);
    }

    /** Questions about media sessions. */
    MediaQuestions media() {
        return new MediaQuestions(store().media(), clock);
    }

    /** What the rules of security have found. */
    SecurityStore security() {
        return store().security();
    }

    /** The audit trail. */
    AuditStore audit() {
        return store().audit();
    }

    /** How long the store keeps what. */
    RetentionStore retention() {
        return store().retention();
    }

    private InsightStore store() {
        return store.orElseThrow(() -> notKept("this node has no store: headrace.store is none"));
    }

    private static ReadRefusedException notKept(String why) {
        return new ReadRefusedException(ReadProblem.NOT_KEPT, why);
    }

    /** A stream that may not be seen answers as one that is not there. */
    private Contract stream(String name, Contract.Listener listener) {
        return Optional.of(name)
                .filter(StreamName::isValid)
                .flatMap(valid -> streams.find(new StreamName(valid)))
                .filter(Contract::readable)
                .filter(contract ->
                        listener == Contract.Listener.INTERNAL
                                || contract.listener() == Contract.Listener.PUBLIC)
                .orElseThrow(() ->
                        new ReadRefusedException(
                                ReadProblem.UNKNOWN_STREAM,
                                "no stream of that name can be asked for here"));
    }
}
