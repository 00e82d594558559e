package dev.headrace.plugin.firehose;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import java.util.List;

/**
 * Looks whether the delivery stream is there and takes records. Whether a record may be put cannot
 * be asked without putting one.
 */
final class StreamCheck {

    private StreamCheck() {}

    static CheckReport of(FirehoseSettings settings) throws InterruptedException {
        String subject = "delivery stream " + settings.streamName();
        try (DeliveryStream stream = DeliveryStream.open(settings)) {
            stream.requireUsable();
            return new CheckReport(
                    List.of(
                            new Finding(Level.OK, subject, "is there and active"),
                            new Finding(
                                    Level.UNKNOWN,
                                    "right to write",
                                    "cannot be asked without writing; firehose:PutRecordBatch is"
                                            + " needed")));
        } catch (SinkException e) {
            return new CheckReport(
                    List.of(new Finding(Level.FAILED, subject, String.valueOf(e.getMessage()))));
        }
    }
}
