package dev.headrace.plugin.firehose;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Makes Firehose's record of an event: a line of JSON with its line end, because Firehose puts the
 * records of an object one behind the other as they are. For one batch and thread.
 */
final class LineEncoder {

    private static final int ROOM = 1 << 10;

    private final EnvelopeWriter writer;

    LineEncoder(EnvelopeWriter.Form form) {
        this.writer = EnvelopeWriter.of(form);
    }

    /**
     * The event's line.
     *
     * @throws IllegalArgumentException when the form cannot hold the event
     */
    Record encode(SinkRecord event) {
        var line = new ByteArrayOutputStream(ROOM + event.json().remaining());
        try {
            writer.write(event, line);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        line.write('\n');
        return Record.builder().data(SdkBytes.fromByteArrayUnsafe(line.toByteArray())).build();
    }

    static int size(Record record) {
        return record.data().asByteArrayUnsafe().length;
    }
}
