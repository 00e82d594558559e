package dev.headrace.plugin.kinesis;

import dev.headrace.plugin.kinesis.RecordEncoder.Entry;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits.Ordering;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** One write: its calls, one after the other, and what they said about each record. */
final class BatchWrite {

    static final String THROTTLED = "throttled";

    private static final String THROUGHPUT = "ProvisionedThroughputExceededException";

    /**
     * A batch of which parts still fail after so many attempts is split instead, which counts
     * against no record: what fails inside Kinesis must not make dead letters.
     */
    private static final int PATIENT_ATTEMPTS = 3;

    private final RecordBatch batch;
    private final Ordering ordering;
    private final Instant now;
    private final WriteResult.Builder result;
    private final Set<String> waitingKeys = new HashSet<>();
    private Optional<SinkException> fault = Optional.empty();
    private int decided;
    private int throttled;
    private int failed;

    /** What makes one call. */
    @FunctionalInterface
    interface Caller {
        PutRecordsResponse put(List<Entry> entries) throws SinkException, InterruptedException;
    }

    BatchWrite(RecordBatch batch, Ordering ordering, Instant now) {
        this.batch = batch;
        this.ordering = ordering;
        this.now = now;
        this.result = WriteResult.of(batch);
    }

    /** How many records Kinesis was too busy for. */
    int throttled() {
        return throttled;
    }

    /**
     * Writes.
     *
     * @throws SinkException when Kinesis has decided about no record at all, or again not about all
     */
    WriteResult through(RecordEncoder encoder, Caller caller)
            throws SinkException, InterruptedException {
        List<Entry> entries = entries(encoder);
        for (List<Entry> call : Calls.of(entries, ordering)) {
            List<Entry> free = withoutWaiting(call);
            if (fault.isPresent()) {
                free.forEach(this::notTried);
            } else if (!free.isEmpty()) {
                make(caller, free);
            }
        }
        return told();
    }

    private List<Entry> entries(RecordEncoder encoder) {
        var entries = new ArrayList<Entry>(batch.size());
        int index = 0;
        for (SinkRecord record : batch) {
            encoded(encoder, index, record).ifPresent(entries::add);
            index++;
        }
        return entries;
    }

    private Optional<Entry> encoded(RecordEncoder encoder, int index, SinkRecord record) {
        try {
            Entry entry = encoder.encode(index, record);
            if (!entry.isTooLarge()) {
                return Optional.of(entry);
            }
            reject(index, "too-large", "data and partition key are larger than 1 MiB");
        } catch (IllegalArgumentException e) {
            reject(index, "not-an-object", "the event is no JSON object");
        }
        return Optional.empty();
    }

    /** Where an order is kept, what stands behind a record that was not taken waits with it. */
    private List<Entry> withoutWaiting(List<Entry> call) {
        var free = new ArrayList<Entry>(call);
        free.removeIf(entry -> {
            boolean waits = waitingKeys.contains(entry.key());
            if (waits) {
                result.throttled(entry.index(), "behind-its-key", now);
            }
            return waits;
        });
        return free;
    }

    private void make(Caller caller, List<Entry> entries) throws InterruptedException {
        try {
            PutRecordsResponse answer = caller.put(entries);
            for (int i = 0; i < entries.size() && i < answer.records().size(); i++) {
                tell(entries.get(i), answer.records().get(i));
            }
        } catch (SinkException e) {
            fault = Optional.of(e);
            entries.forEach(entry -> failed(entry, e));
        }
    }

    private void tell(Entry entry, PutRecordsResultEntry said) {
        if (said.errorCode() == null) {
            result.delivered(entry.index(), said.shardId() + ':' + said.sequenceNumber());
            decided++;
            return;
        }
        if (said.errorCode().equals(THROUGHPUT)) {
            throttled++;
            result.throttled(entry.index(), THROTTLED, now);
        } else {
            failed++;
            result.unknown(entry.index(), said.errorCode());
        }
        waits(entry);
    }

    /** After a call that failed as a whole: throttled is not written, of others nobody knows. */
    private void failed(Entry entry, SinkException e) {
        result.set(
                entry.index(),
                e instanceof SinkException.Throttled
                        ? new Outcome.Throttled(THROTTLED, now)
                        : new Outcome.Unknown("call-failed"));
        waits(entry);
    }

    private void notTried(Entry entry) {
        result.throttled(entry.index(), "not-tried", now);
    }

    private void waits(Entry entry) {
        if (ordering == Ordering.PER_KEY) {
            waitingKeys.add(entry.key());
        }
    }

    private void reject(int index, String code, String detail) {
        result.rejected(index, code, detail);
        decided++;
    }

    private WriteResult told() throws SinkException {
        if (decided == 0) {
            throw fault.orElseGet(this::nothingTaken);
        }
        if (failed > 0 && batch.attempt() > PATIENT_ATTEMPTS) {
            throw new SinkException.TooLarge(
                    "Kinesis fails for parts of the batch, again and again");
        }
        return result.build();
    }

    private SinkException nothingTaken() {
        return throttled > 0
                ? new SinkException.Throttled(
                        "the stream's shards take no more just now", Duration.ZERO)
                : new SinkException.Unavailable("Kinesis failed for every record of a batch");
    }
}
