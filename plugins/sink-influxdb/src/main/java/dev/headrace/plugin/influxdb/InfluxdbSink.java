package dev.headrace.plugin.influxdb;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.util.Optional;

/** Writes each event as a point. Holds nothing between two writes but connections. */
final class InfluxdbSink implements Sink {

    private final InfluxdbSettings settings;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is from open to close. */
    private record Open(Server server, Mappings mappings, SinkMetrics metrics) {}

    InfluxdbSink(InfluxdbSettings settings) {
        this.settings = settings;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        Mappings mappings = Mappings.of(context);
        var server = new Server(settings, context.clock());
        open = Optional.of(new Open(server, mappings, context.metrics()));
        server.write(new byte[0]);
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        Open now = open.orElseThrow(() -> new SinkException.Unavailable("the sink is not open"));
        WriteResult.Builder result = WriteResult.of(batch);
        var lines = new Lines(batch.size());
        int index = 0;
        for (SinkRecord record : batch) {
            PointEncoder encoder = now.mappings().of(record.stream());
            try {
                encoder.write(record, lines.buffer());
                lines.finish(index, encoder.mapping());
            } catch (UnfitException e) {
                result.rejected(index, e.code(), e.detail());
            }
            index++;
        }
        if (lines.count() > 0) {
            new PartialWrite(now.server(), lines, result, settings.api().place()).run();
            now.metrics().add("lines_written", lines.count());
            now.metrics().add("line_bytes_written", lines.buffer().size());
        }
        return result.build();
    }

    @Override
    public CheckReport check() throws InterruptedException {
        Optional<Open> now = open;
        return now.isPresent()
                ? TargetCheck.of(settings, now.get().server(), now.get().mappings())
                : CheckReport.notSupported();
    }

    @Override
    public void close() {
        Optional<Open> last = open;
        open = Optional.empty();
        last.ifPresent(ended -> ended.server().close());
    }
}
