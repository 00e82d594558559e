package dev.headrace.sink;

import java.io.OutputStream;

final class EventLine implements EnvelopeWriter {
    @Override
    public void write(SinkRecord record, OutputStream out) {
        throw new IllegalStateException("being written");
    }
}
