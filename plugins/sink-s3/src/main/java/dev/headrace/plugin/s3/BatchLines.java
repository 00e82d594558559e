package dev.headrace.plugin.s3;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.io.OutputStream;

/** The lines of one batch. For one thread. */
final class BatchLines {

    private final RecordBatch batch;
    private final EnvelopeWriter writer;
    private final String reference;
    private final WriteResult.Builder result;
    private int written;

    /**
     * @param reference where the records will be, in the target's words
     */
    BatchLines(RecordBatch batch, EnvelopeWriter.Form form, String reference) {
        this.batch = batch;
        this.writer = EnvelopeWriter.of(form);
        this.reference = reference;
        this.result = WriteResult.of(batch);
    }

    /** Writes all lines; of a record that cannot be a line it writes nothing. */
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        for (int index = 0; index < batch.size(); index++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the write was given up");
            }
            line(index, out);
        }
    }

    /** How many lines there are; meant for after the write. */
    int written() {
        return written;
    }

    /** What became of the records, if the object is at the target. */
    WriteResult result() {
        return result.build();
    }

    private void line(int index, OutputStream out) throws IOException {
        try {
            writer.write(batch.get(index), out);
        } catch (IllegalArgumentException e) {
            result.rejected(index, "not-an-object", String.valueOf(e.getMessage()));
            return;
        }
        out.write('\n');
        result.delivered(index, reference);
        written++;
    }
}
