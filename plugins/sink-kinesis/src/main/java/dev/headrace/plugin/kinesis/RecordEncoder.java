package dev.headrace.plugin.kinesis;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkRecord;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes entries of a call. Immutable, for several threads. */
final class RecordEncoder {

    private final EnvelopeWriter writer;

    RecordEncoder(RecordForm form) {
        this.writer = form.writer();
    }

    /**
     * The entry of one record.
     *
     * @param index the record's place in its batch
     * @param bytes what Kinesis counts: the data and the key
     */
    record Entry(int index, PutRecordsRequestEntry entry, int bytes) {

        String key() {
            return entry.partitionKey();
        }

        boolean isTooLarge() {
            return bytes > KinesisSettings.MOST_RECORD_BYTES;
        }
    }

    /**
     * The record as Kinesis gets it. Its partition key is the contract's key, or the event's id,
     * which spreads the others evenly; both are shorter than the 256 characters that Kinesis takes.
     *
     * @throws IllegalArgumentException when the form cannot be made of the event
     */
    Entry encode(int index, SinkRecord record) {
        var data = new ByteArrayOutputStream(1024 + record.json().remaining());
        try {
            writer.write(record, data);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        String key = record.key().filter(text -> !text.isEmpty()).orElseGet(record::id);
        PutRecordsRequestEntry entry =
                PutRecordsRequestEntry.builder()
                        .partitionKey(key)
                        .data(SdkBytes.fromByteArrayUnsafe(data.toByteArray()))
                        .build();
        int bytes = data.size() + key.getBytes(StandardCharsets.UTF_8).length;
        return new Entry(index, entry, bytes);
    }
}
