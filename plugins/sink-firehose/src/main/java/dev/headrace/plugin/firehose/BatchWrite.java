package dev.headrace.plugin.firehose;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;

/** One write of a batch. */
final class BatchWrite {

    /** A stream's throughput is counted by the second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String NO_ANSWER = "no-answer";

    private final DeliveryStream stream;
    private final Clock clock;
    private final SinkMetrics metrics;
    private final WriteResult.Builder result;
    private int taken;
    private int tooMuch;

    private BatchWrite(
            DeliveryStream stream, Clock clock, SinkMetrics metrics, WriteResult.Builder result) {
        this.stream = stream;
        this.clock = clock;
        this.metrics = metrics;
        this.result = result;
    }

    /**
     * Sends the batch.
     *
     * @throws SinkException when Firehose took none of it, for a reason that is no record's
     */
    static WriteResult of(
            RecordBatch batch,
            LineEncoder encoder,
            DeliveryStream stream,
            Clock clock,
            SinkMetrics metrics)
            throws SinkException, InterruptedException {
        WriteResult.Builder result = WriteResult.of(batch);
        List<PutRequests.Part> parts = PutRequests.of(batch, encoder, result);
        new BatchWrite(stream, clock, metrics, result).send(parts);
        return result.build();
    }

    private void send(List<PutRequests.Part> parts) throws SinkException, InterruptedException {
        int sent = 0;
        for (PutRequests.Part part : parts) {
            try {
                settle(part, stream.put(part.records()));
                sent += part.records().size();
            } catch (SinkException e) {
                if (taken == 0) {
                    throw e;
                }
                // What was taken stays so. The rest has no outcome, comes again, and meets the
                // reason by itself.
                return;
            }
        }
        if (sent > 0 && tooMuch == sent) {
            throw FirehoseFailures.throttled("cannot write to delivery stream " + stream.name());
        }
    }

    private void settle(PutRequests.Part part, List<PutRecordBatchResponseEntry> answers) {
        metrics.add("requests_sent", 1);
        for (int i = 0; i < part.indexes().size(); i++) {
            int index = part.indexes().get(i);
            if (i >= answers.size()) {
                result.unknown(index, NO_ANSWER);
            } else {
                settle(index, answers.get(i));
            }
        }
    }

    private void settle(int index, PutRecordBatchResponseEntry answer) {
        if (answer.errorCode() != null) {
            metrics.add("records_refused_for_now", 1);
            refused(index, answer.errorCode());
        } else if (answer.recordId() != null) {
            taken++;
            result.delivered(index, answer.recordId());
        } else {
            result.unknown(index, NO_ANSWER);
        }
    }

    private void refused(int index, String code) {
        Instant later = clock.instant().plus(PAUSE);
        tooMuch += FirehoseFailures.TOO_MUCH.equals(code) ? 1 : 0;
        if (FirehoseFailures.NO_RECORDS_FAULT.contains(code)) {
            result.throttled(index, code, later);
        } else {
            result.retry(index, code, later);
        }
    }
}
