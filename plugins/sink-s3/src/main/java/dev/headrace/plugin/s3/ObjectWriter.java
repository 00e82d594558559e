package dev.headrace.plugin.s3;

import dev.headrace.plugin.s3.Upload.Condition;
import dev.headrace.plugin.s3.Upload.Ending;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.WriteResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Makes an object of a batch. Safe for use by several threads. */
final class ObjectWriter {

    private static final int BUFFER = 64 << 10;

    private final Bucket bucket;
    private final S3Settings settings;
    private final SinkMetrics metrics;

    /** Some servers know no conditions; they are asked once. */
    private volatile Condition condition;

    ObjectWriter(Bucket bucket, S3Settings settings, SinkMetrics metrics) {
        this.bucket = bucket;
        this.settings = settings;
        this.metrics = metrics;
        this.condition =
                settings.existing() == S3Settings.Existing.COMPARE
                        ? Condition.NOTHING_THERE
                        : Condition.NONE;
    }

    WriteResult write(RecordBatch batch, String key) throws SinkException, InterruptedException {
        BatchLines lines = lines(batch, key);
        var upload = new Upload(bucket, key, settings);
        try {
            var buffer = new PartBuffer();
            long sent = send(lines, buffer, upload);
            if (lines.written() == 0) {
                return lines.result();
            }
            end(batch, key, buffer, upload);
            metrics.add("objects_written", 1);
            metrics.add("bytes_written", sent);
        } catch (SinkException | InterruptedException | RuntimeException e) {
            upload.abandon(e);
            throw e;
        }
        return lines.result();
    }

    /** Writes the lines; what is more than a part is on its way then, the rest in the buffer. */
    private long send(BatchLines lines, PartBuffer buffer, Upload upload)
            throws SinkException, InterruptedException {
        try (OutputStream packed = settings.lines().compression().over(new Unclosed(buffer));
                OutputStream out = new BufferedOutputStream(packed, BUFFER)) {
            lines.<SinkException>writeTo(out, () -> sendParts(buffer, upload));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        sendParts(buffer, upload);
        return (long) upload.parts() * settings.partSize() + buffer.size();
    }

    private void sendParts(PartBuffer buffer, Upload upload)
            throws SinkException, InterruptedException {
        while (buffer.size() > settings.partSize()) {
            upload.part(buffer, settings.partSize());
            buffer.drop(settings.partSize());
        }
    }

    private void end(RecordBatch batch, String key, PartBuffer buffer, Upload upload)
            throws SinkException, InterruptedException {
        switch (upload.end(buffer, condition)) {
            case MADE -> {}
            case TAKEN -> {
                upload.abandon();
                requireSame(batch, key);
            }
            case NO_CONDITIONS -> {
                Ending ending = upload.end(buffer, Condition.NONE);
                if (ending == Ending.MADE) {
                    condition = Condition.NONE;
                }
            }
        }
    }

    private void requireSame(RecordBatch batch, String key)
            throws SinkException, InterruptedException {
        metrics.add("objects_compared", 1);
        if (!new ExistingObject(bucket, key, settings).holds(lines(batch, key))) {
            throw new SinkException.Misconfigured(
                    "prefix",
                    "bucket "
                            + bucket.name()
                            + " has an object for batch "
                            + batch.id()
                            + " that holds other events: another sink writes there, or form was"
                            + " changed midway; give each sink a prefix of its own, or set"
                            + " existing: overwrite");
        }
    }

    private BatchLines lines(RecordBatch batch, String key) {
        return new BatchLines(batch, settings.lines().form(), "s3://" + bucket.name() + '/' + key);
    }

    /** Keeps the compressor's end from ending the buffer, which is not closed but sent. */
    private static final class Unclosed extends java.io.FilterOutputStream {

        private Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
