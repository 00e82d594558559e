package dev.headrace.plugin.kafka;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;

import java.nio.file.Path;
import java.util.Map;

/** A sink as Headrace makes it, for tests. */
record OpenSink(Sink sink, SampleContext context) implements AutoCloseable {

    static OpenSink of(Map<String, String> config, StreamContract... streams)
            throws SinkException, InterruptedException {
        OpenSink made = unopened(config, streams);
        try {
            made.sink.open(made.context);
        } catch (SinkException | RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    static OpenSink unopened(Map<String, String> config, StreamContract... streams) {
        var provider = new KafkaSinkProvider();
        return new OpenSink(
                provider.create(provider.config().parse(config)),
                SampleContext.of(Path.of("target"), streams));
    }

    WriteResult write(SampleBatch batch) throws SinkException, InterruptedException {
        return sink.write(batch);
    }

    CheckReport check() throws InterruptedException {
        return sink.check();
    }

    /** A batch of events of the usual stream, with ids and numbers from a number on. */
    static SampleBatch batch(String id, int from, int size) {
        return SampleBatch.of(id, size, index -> event(from + index));
    }

    static SampleRecord event(int number) {
        return SampleRecord.of(SampleRecord.STREAM, "event-" + number, "{\"n\":" + number + "}");
    }

    @Override
    public void close() {
        sink.close();
    }
}
