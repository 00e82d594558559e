package ${package};

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Puts each batch as lines of JSON. It translates and sends; batches, retries, waits and dead
 * letters are Headrace's.
 */
final class HttpSink implements Sink {

    private final HttpSettings settings;
    private final EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
    private volatile Optional<HttpTarget> target = Optional.empty();

    HttpSink(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        HttpTarget opened = new HttpTarget(settings);
        target = Optional.of(opened);
        opened.look();
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        opened().put(batch.id(), lines(batch));
        return WriteResult.allDelivered(batch, batch.id());
    }

    @Override
    public CheckReport check() throws InterruptedException {
        String subject = "target " + settings.url();
        try {
            opened().look();
            return report(CheckReport.Level.OK, subject, "answers and knows us");
        } catch (SinkException e) {
            return report(CheckReport.Level.FAILED, subject, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        target.ifPresent(HttpTarget::close);
        target = Optional.empty();
    }

    private HttpTarget opened() throws SinkException {
        return target.orElseThrow(() -> new SinkException.Unavailable("the sink is not open"));
    }

    private byte[] lines(RecordBatch batch) throws SinkException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            for (SinkRecord record : batch) {
                writer.write(record, lines);
                lines.write('\n');
            }
        } catch (IOException e) {
            throw new SinkException.Unavailable("the batch cannot be written to memory", e);
        }
        return lines.toByteArray();
    }

    private static CheckReport report(CheckReport.Level level, String subject, String message) {
        return new CheckReport(List.of(new CheckReport.Finding(level, subject, message)));
    }
}
