package dev.headrace.sink;

import java.io.OutputStream;

final class EnvelopeLine implements EnvelopeWriter {
    @Override
    public void write(SinkRecord record, OutputStream out) {
        throw new IllegalStateException("being written");
    }
}
