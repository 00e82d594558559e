package dev.headrace.plugin.aws;

import dev.headrace.plugin.aws.Upload.Condition;
import dev.headrace.plugin.aws.Upload.Ending;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Makes objects on the condition that their keys are free, in parts while they are being written.
 * Counts {@code objects_written}, {@code bytes_written} and {@code objects_compared}. Safe for use
 * by several threads.
 */
public final class ObjectWriter {

    private final Bucket bucket;
    private final BucketSettings settings;
    private final SinkMetrics metrics;

    /** Some servers know no conditions; they are asked once. */
    private volatile Condition condition;

    public ObjectWriter(Bucket bucket, BucketSettings settings, SinkMetrics metrics) {
        this.bucket = bucket;
        this.settings = settings;
        this.metrics = metrics;
        this.condition =
                settings.existing() == BucketSettings.Existing.COMPARE
                        ? Condition.NOTHING_THERE
                        : Condition.NONE;
    }

    /** What an object is to hold. */
    public interface Content {

        /** Whether there is something to make an object of. */
        enum Amount {
            SOME,
            NONE
        }

        /** Writes all of it. May close the stream, which ends nothing. */
        Amount writeTo(OutputStream out) throws IOException, InterruptedException;

        /**
         * Whether the object that the key was found taken by holds the same: most often it is our
         * own, whose acknowledgement was lost. An ETag cannot tell: it says nothing of the content
         * where KMS encrypts.
         */
        boolean isHeldBy(StoredObject there) throws SinkException, InterruptedException;

        /** For people: {@code batch 0042}. */
        String subject();
    }

    /**
     * Makes an object, unless there is nothing to make it of. After an exception there is none that
     * a reader sees, and what was sent of it is removed.
     *
     * @throws SinkException.Misconfigured also when another content has the key
     */
    public void write(String key, Content content) throws SinkException, InterruptedException {
        var upload = new Upload(bucket, key, settings);
        var out = new PartOutput(upload, settings.partSize());
        try {
            if (out.take(content) == Content.Amount.SOME) {
                long size = out.size();
                end(key, content, out.rest(), upload);
                metrics.add("objects_written", 1);
                metrics.add("bytes_written", size);
            }
        } catch (SinkException | InterruptedException | RuntimeException e) {
            upload.abandon(e);
            throw e;
        } catch (IOException e) {
            upload.abandon(e);
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private void end(String key, Content content, PartBuffer rest, Upload upload)
            throws SinkException, InterruptedException {
        switch (upload.end(rest, condition)) {
            case MADE -> {}
            case TAKEN -> {
                upload.abandon();
                requireSame(key, content);
            }
            case NO_CONDITIONS -> {
                Ending ending = upload.end(rest, Condition.NONE);
                if (ending == Ending.MADE) {
                    condition = Condition.NONE;
                }
            }
        }
    }

    private void requireSame(String key, Content content)
            throws SinkException, InterruptedException {
        metrics.add("objects_compared", 1);
        BucketPlace place = settings.place();
        if (!content.isHeldBy(new StoredObject(bucket, key, place.owner()))) {
            throw new SinkException.Misconfigured(
                    place.names().prefix(),
                    "bucket "
                            + bucket.name()
                            + " has an object for "
                            + content.subject()
                            + " that holds other events: another sink writes there, or what"
                            + " objects hold was changed midway; give each sink a prefix of its"
                            + " own, or set existing: overwrite");
        }
    }
}
