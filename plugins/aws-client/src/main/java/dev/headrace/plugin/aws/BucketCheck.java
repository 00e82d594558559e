package dev.headrace.plugin.aws;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import java.util.List;

/** Tells whether a bucket can be used as the settings say. */
public final class BucketCheck {

    private BucketCheck() {}

    /** Asks the target, and changes nothing there. */
    public static CheckReport of(BucketSettings settings) throws InterruptedException {
        String subject = "bucket " + settings.place().bucket();
        try (Bucket bucket = Bucket.open(settings, 1)) {
            var probe = new BucketProbe(bucket, settings.place());
            probe.requireThere();
            return new CheckReport(
                    List.of(
                            new Finding(Level.OK, subject, "is there, in " + bucket.region()),
                            rights(probe, settings.place())));
        } catch (SinkException e) {
            return new CheckReport(List.of(new Finding(Level.FAILED, subject, message(e))));
        }
    }

    private static Finding rights(BucketProbe probe, BucketPlace place)
            throws InterruptedException {
        String subject = "rights on " + place.bucket() + '/' + place.prefix() + '*';
        try {
            return switch (probe.write()) {
                case FOR_ITS_DIGEST -> new Finding(Level.OK, subject, "may write");
                case NONE ->
                        new Finding(
                                Level.WARNING,
                                subject,
                                "may write; the target does not look at digests, so it may keep"
                                        + " what was damaged on the way");
            };
        } catch (SinkException e) {
            return new Finding(
                    Level.FAILED, subject, message(e) + "; allow s3:PutObject on its objects");
        }
    }

    private static String message(SinkException e) {
        return String.valueOf(e.getMessage());
    }
}
