package dev.headrace.insight;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Feeds the store. What comes again is recognised there, so a batch that failed halfway, a restart
 * and a replay change nothing that was right.
 */
final class InsightSink implements Sink {

    private static final int MOST_RECORDS = 5_000;
    private static final long MOST_BYTES = 32L << 20;
    private static final long LARGEST_RECORD = 16L << 20;
    private static final long WISHED_BYTES = 4L << 20;

    private final Supplier<InsightStore> source;
    private final SubjectDigests digests;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(SinkContext context, InsightStore store) {}

    InsightSink(Supplier<InsightStore> source, SubjectDigests digests) {
        this.source = source;
        this.digests = digests;
    }

    @Override
    public SinkTraits traits() {
        return new SinkTraits(
                1,
                MOST_RECORDS,
                MOST_BYTES,
                LARGEST_RECORD,
                Duration.ofSeconds(1),
                WISHED_BYTES,
                SinkTraits.Grouping.STREAM,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_RECORD);
    }

    @Override
    public void open(SinkContext context) throws SinkException {
        InsightStore store = source.get();
        try {
            store.ready();
        } catch (StoreUnavailableException e) {
            throw new SinkException.Unavailable(text(e), e);
        } catch (StoreMisconfiguredException e) {
            throw new SinkException.Misconfigured(text(e));
        }
        open = Optional.of(new Open(context, store));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException {
        Open opened = open.orElseThrow(() -> new SinkException.Unavailable("the sink is not open"));
        if (batch.size() == 0) {
            return WriteResult.of(batch).build();
        }
        String stream = batch.get(0).stream();
        Optional<InsightHints> hints =
                opened.context()
                        .streams()
                        .find(stream)
                        .map(contract -> InsightHints.of(contract.hints()));
        if (hints.isEmpty()) {
            return WriteResult.allDelivered(batch, "nothing is kept of " + stream);
        }
        return write(opened, batch, hints.get());
    }

    private WriteResult write(Open opened, RecordBatch batch, InsightHints hints)
            throws SinkException {
        WriteResult.Builder result = WriteResult.of(batch);
        var sorted = new SortedBatch(hints, digests);
        try {
            int index = 0;
            for (SinkRecord event : batch) {
                Optional<String> fault = sorted.take(event);
                if (fault.isPresent()) {
                    result.rejected(index, "not-readable", fault.get());
                } else {
                    result.delivered(index, InsightHints.INSIGHT);
                }
                index++;
            }
            sorted.keep(opened.store(), opened.context().metrics());
        } catch (StoreUnavailableException e) {
            throw new SinkException.Unavailable(text(e), e);
        }
        return result.build();
    }

    /** Of persons it keeps what they send of media, by the name that the contract leaves. */
    @Override
    public ErasureReport erase(ErasureRequest request) throws SinkException, InterruptedException {
        Set<String> senders =
                request.traces().stream()
                        .filter(trace -> trace.place().equals(ErasureRequest.PRINCIPAL_NAME))
                        .flatMap(trace -> trace.texts().stream())
                        .collect(Collectors.toUnmodifiableSet());
        try {
            PersonStore persons = source.get().persons();
            return report(
                    switch (request.mode()) {
                        case COUNT -> persons.count(request.organisation(), senders);
                        case ERASE -> persons.erase(request.organisation(), senders);
                    });
        } catch (StoreUnavailableException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while rows were looked for");
            }
            throw new SinkException.Unavailable(text(e), e);
        } catch (StoreMisconfiguredException e) {
            throw new SinkException.Misconfigured(text(e));
        }
    }

    private static ErasureReport report(PersonStore.Found found) {
        ErasureReport report =
                ErasureReport.of(
                        found.places().stream()
                                .map(place -> new ErasureReport.Place(place.table(), place.rows()))
                                .toList());
        return found.unknown() == 0
                ? report
                : report.without(
                        found.unknown()
                                + " events of media that do not tell who has sent them: replay"
                                + " their streams to insight from the log, or from a lake that is"
                                + " given the sender, and ask again; else they go by retention");
    }

    @Override
    public void close() {
        open = Optional.empty();
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
