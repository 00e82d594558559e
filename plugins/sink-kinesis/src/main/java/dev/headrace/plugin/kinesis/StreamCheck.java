package dev.headrace.plugin.kinesis;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;

import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

import java.util.List;

/** Asks Kinesis about the stream; the right to write shows only in a write. */
final class StreamCheck {

    private StreamCheck() {}

    static CheckReport of(KinesisSettings settings) throws InterruptedException {
        String subject = "stream " + settings.stream().text();
        try (DataStream stream = DataStream.open(settings)) {
            return new CheckReport(List.of(found(subject, stream.describe()), rights(subject)));
        } catch (SinkException e) {
            return new CheckReport(
                    List.of(new Finding(Level.FAILED, subject, String.valueOf(e.getMessage()))));
        }
    }

    private static Finding found(String subject, StreamDescriptionSummary stream) {
        StreamStatus status = stream.streamStatus();
        boolean writable = status == StreamStatus.ACTIVE || status == StreamStatus.UPDATING;
        String message =
                status
                        + ", "
                        + stream.openShardCount()
                        + " shards, records kept "
                        + stream.retentionPeriodHours()
                        + " hours";
        return new Finding(writable ? Level.OK : Level.FAILED, subject, message);
    }

    private static Finding rights(String subject) {
        return new Finding(
                Level.UNKNOWN,
                "rights on " + subject,
                "kinesis:PutRecords cannot be asked for without writing");
    }
}
