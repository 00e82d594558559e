package dev.headrace.plugin.firehose;

import dev.headrace.plugin.aws.AwsFailures;
import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says what Firehose's own errors mean for Headrace; all others are as everywhere in AWS. */
final class FirehoseFailures {

    /** What Firehose answers, for a record or for a request, when more comes than it takes. */
    static final String TOO_MUCH = "ServiceUnavailableException";

    /** All that the API's reference names for a record; a code that is new may be the record's. */
    static final Set<String> NO_RECORDS_FAULT = Set.of(TOO_MUCH, "InternalFailure");

    /** The stream is of another kind, or not as its name says. */
    private static final Set<String> WRONG_STREAM =
            Set.of("InvalidArgumentException", "InvalidSourceException", "ValidationException");

    /** Put right in KMS, and the sink should then go on. */
    private static final String KEY = "InvalidKMSResourceException";

    private static final AwsFailures AWS = new AwsFailures(FirehoseSettings.STREAM_NAME);

    private FirehoseFailures() {}

    /**
     * What a failed call means.
     *
     * @param action what was tried, for people
     */
    static SinkException of(String action, RuntimeException e) {
        String code = e instanceof AwsServiceException answer ? AwsFailures.code(answer) : "";
        if (code.equals(TOO_MUCH)) {
            return throttled(action);
        }
        if (code.equals(KEY)) {
            return new SinkException.Unauthorised(
                    action + ": " + code + ": Firehose may not use the stream's KMS key", e);
        }
        if (WRONG_STREAM.contains(code)) {
            return new SinkException.Misconfigured(
                    FirehoseSettings.STREAM_NAME,
                    action + ": " + code + ": is its source Direct PUT?",
                    e);
        }
        return AWS.of(action, e);
    }

    /** More was sent than the stream takes. */
    static SinkException.Throttled throttled(String action) {
        return new SinkException.Throttled(
                action + ": " + TOO_MUCH + ": more than the stream takes now", Duration.ZERO);
    }
}
