package dev.headrace.insight;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Feeds the store. What comes again is recognised there, so a batch that failed halfway, a restart
 * and a replay change nothing that was right.
 */
final class InsightSink implements Sink {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_RECORDS = 5_000;
    private static final long MOST_BYTES = 32L << 20;
    private static final long LARGEST_RECORD = 16L << 20;
    private static final long WISHED_BYTES = 4L << 20;

    private final Supplier<InsightStore> source;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(SinkContext context, InsightStore store) {}

    InsightSink(Supplier<InsightStore> source) {
        this.source = source;
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
        Optional<CountRule> rule =
                opened.context()
                        .streams()
                        .find(stream)
                        .map(StreamContract::hints)
                        .flatMap(hints -> InsightHints.of(hints).counts());
        if (rule.isEmpty()) {
            return WriteResult.allDelivered(batch, "nothing is kept of " + stream);
        }
        return write(opened, batch, rule.get());
    }

    private static WriteResult write(Open opened, RecordBatch batch, CountRule rule)
            throws SinkException {
        WriteResult.Builder result = WriteResult.of(batch);
        Map<Optional<String>, List<CountedEvent>> byOrganisation = new HashMap<>();
        int index = 0;
        for (SinkRecord event : batch) {
            Optional<JsonNode> json = json(event);
            if (json.isPresent()) {
                byOrganisation
                        .computeIfAbsent(event.organisation(), name -> new ArrayList<>())
                        .add(rule.count(event, json.get()));
                result.delivered(index, InsightHints.INSIGHT);
            } else {
                result.rejected(index, "not-json", "the event cannot be read");
            }
            index++;
        }
        add(opened, byOrganisation);
        return result.build();
    }

    private static void add(Open opened, Map<Optional<String>, List<CountedEvent>> byOrganisation)
            throws SinkException {
        try {
            byOrganisation.forEach((organisation, events) -> {
                CountStore.Added added = opened.store().counts().add(organisation, events);
                opened.context().metrics().add("events_counted", added.counted());
                opened.context().metrics().add("events_known", added.known());
                opened.context().metrics().add("events_too_old", added.sealed());
            });
        } catch (StoreUnavailableException e) {
            throw new SinkException.Unavailable(text(e), e);
        }
    }

    private static Optional<JsonNode> json(SinkRecord event) {
        var bytes = new byte[event.json().remaining()];
        event.json().get(bytes);
        try {
            return Optional.of(JSON.readTree(bytes));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        open = Optional.empty();
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
