package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.util.Optional;

/** Writes each batch as one insert. Holds nothing between two writes but connections. */
final class ClickhouseSink implements Sink {

    private final ClickhouseSettings settings;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is from open to close. */
    private record Open(Server server, Tables tables, SinkMetrics metrics) {}

    ClickhouseSink(ClickhouseSettings settings) {
        this.settings = settings;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        var server = new Server(settings);
        var tables = new Tables(settings, server, context);
        open = Optional.of(new Open(server, tables, context.metrics()));
        DatabaseCheck.require(settings, server);
        tables.prepareAll();
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        Open now = open.orElseThrow(() -> new SinkException.Unavailable("the sink is not open"));
        WriteResult.Builder result = WriteResult.of(batch);
        if (batch.size() == 0) {
            return result.build();
        }
        String stream = batch.get(0).stream();
        ReadyTable table = now.tables().of(stream);
        Insert insert = new Insert(now.server(), table, batch, result).encode();
        Answer answer = insert.run();
        if (answer instanceof Answer.BadRow(int code)) {
            // A table that somebody has changed would make every row look bad.
            now.tables().forget(stream);
            now.tables().of(stream);
            answer = insert.narrow(code);
        }
        if (answer instanceof Answer.Changed(int code)) {
            now.tables().forget(stream);
            throw new SinkException.Unavailable(
                    "table %s is not what it was (code %d); the next write looks at it anew"
                            .formatted(table.table().qualified(), code));
        }
        now.metrics().add("rows_written", insert.rows());
        if (insert.leftOut() > 0) {
            now.metrics().add("values_left_out", insert.leftOut());
        }
        return result.build();
    }

    @Override
    public CheckReport check() throws InterruptedException {
        return DatabaseCheck.of(settings);
    }

    @Override
    public ErasureReport erase(ErasureRequest request) throws SinkException, InterruptedException {
        try (var server = new Server(settings)) {
            return new PersonSearch(settings, server, request).run();
        }
    }

    @Override
    public void close() {
        Optional<Open> last = open;
        open = Optional.empty();
        last.ifPresent(ended -> ended.server().close());
    }
}
