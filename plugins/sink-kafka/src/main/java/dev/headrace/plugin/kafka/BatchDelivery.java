package dev.headrace.plugin.kafka;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;

/** A way to bring batches into a topic. For several writes at once. */
interface BatchDelivery extends AutoCloseable {

    /** Connects, and finds the topics. */
    void open(Iterable<String> topics) throws SinkException, InterruptedException;

    WriteResult write(String topic, RecordBatch batch) throws SinkException, InterruptedException;

    @Override
    void close();
}
