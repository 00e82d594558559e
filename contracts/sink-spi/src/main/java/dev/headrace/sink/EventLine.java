package dev.headrace.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** What the client sent, on one line. */
final class EventLine implements EnvelopeWriter {

    @Override
    public void write(SinkRecord record, OutputStream out) throws IOException {
        ByteBuffer json = record.json();
        new JsonLine(json.remaining()).copy(json, json.position(), json.limit()).writeTo(out);
    }
}
