package dev.headrace.plugin.firehose;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.WriteResult;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.firehose.model.Record;

/** A batch as requests that Firehose takes: nearly always one. */
final class PutRequests {

    /** Firehose's limit. */
    static final int MOST_RECORDS = 500;

    /** Firehose's limit, before Base64: 1,000 KiB. */
    static final int MOST_RECORD_BYTES = 1_000 << 10;

    /** Firehose's limit, before Base64: 4 MiB. */
    static final int MOST_BYTES = 4 << 20;

    private final List<Part> parts = new ArrayList<>();
    private Part last = new Part(new ArrayList<>(), new ArrayList<>());
    private int bytes;

    private PutRequests() {}

    /**
     * The records of one request.
     *
     * @param indexes where each stands in the batch
     */
    record Part(List<Record> records, List<Integer> indexes) {}

    /** Encodes every event; what no request can hold is rejected in the result. */
    static List<Part> of(RecordBatch batch, LineEncoder encoder, WriteResult.Builder result) {
        var requests = new PutRequests();
        for (int index = 0; index < batch.size(); index++) {
            try {
                Record record = encoder.encode(batch.get(index));
                int size = LineEncoder.size(record);
                if (size > MOST_RECORD_BYTES) {
                    result.rejected(
                            index,
                            "too-large",
                            "its line has " + size + " bytes; Firehose takes " + MOST_RECORD_BYTES);
                } else {
                    requests.add(index, record, size);
                }
            } catch (IllegalArgumentException e) {
                result.rejected(index, "not-an-object", String.valueOf(e.getMessage()));
            }
        }
        requests.cut();
        return requests.parts;
    }

    private void add(int index, Record record, int size) {
        if (last.records.size() == MOST_RECORDS || bytes + size > MOST_BYTES) {
            cut();
        }
        last.records.add(record);
        last.indexes.add(index);
        bytes += size;
    }

    private void cut() {
        if (!last.records.isEmpty()) {
            parts.add(last);
        }
        last = new Part(new ArrayList<>(), new ArrayList<>());
        bytes = 0;
    }
}
