package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.ObjectWriter;
import dev.headrace.plugin.aws.StoredObject;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The object of one batch. Its lines are compared and not its bytes, because another version of a
 * compressor gives other bytes of the same lines. For one thread.
 */
final class LinesObject implements ObjectWriter.Content {

    private static final int BUFFER = 64 << 10;

    private final RecordBatch batch;
    private final S3Settings.Lines form;
    private final String reference;
    private BatchLines lines;

    /**
     * @param reference where the records will be, in the target's words
     */
    LinesObject(RecordBatch batch, S3Settings.Lines form, String reference) {
        this.batch = batch;
        this.form = form;
        this.reference = reference;
        this.lines = lines();
    }

    @Override
    public Amount writeTo(OutputStream object) throws IOException, InterruptedException {
        lines = lines();
        try (OutputStream packed = form.compression().over(object);
                OutputStream out = new BufferedOutputStream(packed, BUFFER)) {
            lines.writeTo(out);
        }
        return lines.written() == 0 ? Amount.NONE : Amount.SOME;
    }

    @Override
    public boolean isHeldBy(StoredObject there) throws SinkException, InterruptedException {
        try (InputStream object = there.read();
                var comparison = new Comparison(unpacked(object))) {
            lines().writeTo(comparison);
            return comparison.isEqual();
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (SdkException e) {
            throw there.failure(e);
        } catch (IOException e) {
            return false; // it is not what its key says
        }
    }

    @Override
    public String subject() {
        return "batch " + batch.id();
    }

    /** What became of the records, if the object is at the target. */
    WriteResult result() {
        return lines.result();
    }

    private BatchLines lines() {
        return new BatchLines(batch, form.form(), reference);
    }

    private InputStream unpacked(InputStream object) throws IOException {
        return new BufferedInputStream(form.compression().of(object), BUFFER);
    }

    private static InterruptedException interrupted(InterruptedIOException e) {
        Thread.interrupted();
        var interrupted = new InterruptedException("the comparison was given up");
        interrupted.initCause(e);
        return interrupted;
    }

    /** Is written what should be there, and reads what is. */
    private static final class Comparison extends OutputStream {

        private final InputStream existing;
        private boolean equal = true;

        private Comparison(InputStream existing) {
            this.existing = existing;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (equal) {
                byte[] there = existing.readNBytes(length);
                equal = Arrays.equals(there, 0, there.length, bytes, offset, offset + length);
            }
        }

        private boolean isEqual() throws IOException {
            return equal && existing.read() == -1;
        }

        @Override
        public void close() throws IOException {
            existing.close();
        }
    }
}
