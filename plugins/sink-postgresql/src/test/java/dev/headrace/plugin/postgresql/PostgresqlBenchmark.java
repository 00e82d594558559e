package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.tck.SampleBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows a second of the sink beside a bare binary COPY of the same rows into an equal table, both
 * with two connections and a commit for each batch; in pairs that alternate, the median of their
 * ratios.
 */
final class PostgresqlBenchmark {

    private static final int PAIRS = 7;
    private static final int BATCHES = 12;
    private static final int ROWS = 5_000;
    private static final int CONNECTIONS = 2;

    private PostgresqlBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("headrace-benchmark-");
        TestServer server = TestServer.start(folder);
        try (Sink sink = server.sink("bench")) {
            sink.open(Events.context("sink", "bare"));
            List<SampleBatch> sinks = batches("sink");
            List<SampleBatch> bares = batches("bare");
            var ratios = new ArrayList<Double>();
            for (int pair = 0; pair <= PAIRS; pair++) {
                server.execute("TRUNCATE bench.sink; TRUNCATE bench.bare; CHECKPOINT");
                double own = rowsASecond(sinks, batch -> sink.write(batch));
                double bare = bare(server, bares);
                System.out.printf("sink %,.0f rows/s, bare COPY %,.0f rows/s%n", own, bare);
                if (pair > 0) { // the first one warms up
                    ratios.add(own / bare);
                }
            }
            ratios.sort(null);
            System.out.printf("median of the ratios: %.2f%n", ratios.get(PAIRS / 2));
        } finally {
            server.close();
            server.delete();
        }
    }

    /** Writes a batch. */
    @FunctionalInterface
    private interface Writer {
        Object write(SampleBatch batch) throws Exception;
    }

    private static double bare(TestServer server, List<SampleBatch> batches) throws Exception {
        StreamTable table = StreamTable.of("bench", "bare");
        var connections = new java.util.concurrent.ArrayBlockingQueue<Connection>(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = server.connect();
            connection.setAutoCommit(false);
            connections.add(connection);
        }
        try {
            return rowsASecond(
                    batches,
                    batch -> {
                        Connection connection = connections.take();
                        try {
                            return copy(connection, table, batch);
                        } finally {
                            connections.add(connection);
                        }
                    });
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static long copy(Connection connection, StreamTable table, SampleBatch batch)
            throws Exception {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copy());
        var stream = new CopyStream(new byte[64 << 10], copy::writeToCopy);
        for (SinkRecord record : batch) {
            RowEncoder.encode(record, stream);
        }
        stream.end();
        long rows = copy.endCopy();
        connection.commit();
        return rows;
    }

    private static double rowsASecond(List<SampleBatch> batches, Writer writer) throws Exception {
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Object>> writes = new ArrayList<>();
            for (SampleBatch batch : batches) {
                writes.add(() -> writer.write(batch));
            }
            for (Future<Object> write : threads.invokeAll(writes)) {
                write.get();
            }
        }
        return BATCHES * ROWS / ((System.nanoTime() - start) / 1e9);
    }

    private static List<SampleBatch> batches(String stream) {
        String text = "x".repeat(300);
        var batches = new ArrayList<SampleBatch>();
        for (int batch = 0; batch < BATCHES; batch++) {
            batches.add(
                    Events.batch(
                            batch * ROWS,
                            ROWS,
                            n ->
                                    Events.event(
                                            stream,
                                            n,
                                            "{\"n\": %d, \"paid\": true, \"text\": \"%s\"}"
                                                    .formatted(n, text))));
        }
        return batches;
    }
}
