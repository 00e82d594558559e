package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;

/** The exemplary sink of a {@link Depot}; its steps are methods, so that the zoo can spoil one. */
class DepotSink implements Sink {

    private final SinkConfig config;
    private final ConcurrentLinkedDeque<DepotConnection> idle = new ConcurrentLinkedDeque<>();
    private Optional<SinkContext> context = Optional.empty();

    DepotSink(SinkConfig config) {
        this.config = config;
    }

    ConcurrentLinkedDeque<DepotConnection> idle() {
        return idle;
    }

    SinkContext context() {
        return context.orElseThrow();
    }

    String token() {
        return config.text("token");
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", Math.toIntExact(config.integer("port")));
    }

    @Override
    public SinkTraits traits() {
        return new SinkTraits(
                4,
                Depot.MOST_RECORDS,
                Depot.MOST_BYTES,
                Depot.MOST_RECORD_BYTES,
                Duration.ZERO,
                1 << 20,
                SinkTraits.Grouping.NONE,
                SinkTraits.Ordering.PER_KEY,
                SinkTraits.Idempotency.BY_RECORD);
    }

    @Override
    public void open(SinkContext given) throws SinkException, InterruptedException {
        context = Optional.of(given);
        idle.push(connect());
    }

    DepotConnection connect() throws SinkException, InterruptedException {
        try {
            DepotConnection connection = DepotConnection.to(address());
            try {
                greet(connection);
                return connection;
            } catch (IOException | SinkException e) {
                connection.close();
                throw e;
            }
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw new SinkException.Unavailable("the depot does not answer", e);
        }
    }

    void greet(DepotConnection connection) throws IOException, SinkException {
        connection.send("HELLO " + token() + "\n");
        if (!connection.line().equals("OK")) {
            throw stranger();
        }
    }

    SinkException stranger() {
        return new SinkException.Unauthorised("the depot does not know the token");
    }

    InterruptedException interrupted() throws SinkException {
        Thread.interrupted();
        return new InterruptedException("given up");
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.of(batch).build();
        }
        DepotConnection connection = connection();
        try {
            WriteResult result = result(batch, exchange(connection, batch));
            idle.push(connection);
            context().metrics().add("batches_written", 1);
            return result;
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            return lost(batch, e);
        } catch (SinkException e) {
            idle.push(connection);
            throw e;
        }
    }

    WriteResult lost(RecordBatch batch, IOException e) throws SinkException {
        throw new SinkException.Unavailable("the connection was lost", e);
    }

    DepotConnection connection() throws SinkException, InterruptedException {
        for (DepotConnection next = idle.poll(); next != null; next = idle.poll()) {
            if (!next.isStale()) {
                return next;
            }
            discard(next);
        }
        return connect();
    }

    String exchange(DepotConnection connection, RecordBatch batch) throws IOException {
        connection.send(request(batch));
        return answer(connection);
    }

    String answer(DepotConnection connection) throws IOException {
        return connection.line();
    }

    String request(RecordBatch batch) {
        var request = new StringBuilder(command() + " " + batch.size() + "\n");
        for (SinkRecord record : batch) {
            request.append(line(batch, record));
        }
        return request.toString();
    }

    String command() {
        return "PUT";
    }

    String line(RecordBatch batch, SinkRecord record) {
        return base64(identity(batch, record))
                + '\t'
                + base64(record.id())
                + '\t'
                + base64(event(record))
                + '\n';
    }

    String identity(RecordBatch batch, SinkRecord record) {
        return record.id();
    }

    String event(SinkRecord record) {
        ByteBuffer json = record.json();
        return StandardCharsets.UTF_8.decode(json).toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    WriteResult result(RecordBatch batch, String answer) throws SinkException {
        switch (answer) {
            case "FULL" -> {
                return full(batch);
            }
            case "DENIED" -> throw denied();
            case "SLOW" -> {
                return slow(batch);
            }
            case "LARGE" -> throw new SinkException.TooLarge("the depot takes less");
            default -> {
                // A letter for each event.
            }
        }
        if (answer.length() != batch.size()) {
            throw new SinkException.Unavailable("the depot answered in parts");
        }
        var result = WriteResult.of(batch);
        IntStream.range(0, batch.size())
                .forEach(index -> outcome(result, batch, index, answer.charAt(index)));
        return result.build();
    }

    WriteResult full(RecordBatch batch) throws SinkException {
        throw new SinkException.Unavailable("the depot is full");
    }

    SinkException denied() {
        return new SinkException.Unauthorised("the depot does not let this sink write");
    }

    WriteResult slow(RecordBatch batch) throws SinkException {
        throw new SinkException.Throttled("the depot asks for less", Duration.ZERO);
    }

    void outcome(WriteResult.Builder result, RecordBatch batch, int index, char letter) {
        switch (letter) {
            case 'D' -> result.delivered(index, "depot");
            case 'R' -> result.rejected(index, "refused", "the depot refuses such events");
            case 'T' -> result.rejected(index, "too-large", "the depot takes smaller events");
            default -> result.retry(index, "later", context().clock().instant());
        }
    }

    /** The same outcome for the whole of a batch. */
    static WriteResult rejectAll(RecordBatch batch, String code) {
        var result = WriteResult.of(batch);
        IntStream.range(0, batch.size()).forEach(i -> result.rejected(i, code, "no more"));
        return result.build();
    }

    @Override
    public CheckReport check() throws InterruptedException {
        try {
            discard(connect());
            return new CheckReport(List.of(new Finding(Level.OK, "depot", "answers")));
        } catch (SinkException e) {
            return new CheckReport(
                    List.of(new Finding(Level.FAILED, "depot", String.valueOf(e.getMessage()))));
        }
    }

    @Override
    public void close() {
        for (DepotConnection next = idle.poll(); next != null; next = idle.poll()) {
            discard(next);
        }
    }

    static void discard(DepotConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
