package dev.headrace.plugin.kafka;

import dev.headrace.sink.SinkException;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * What is wrong with the target when the Kafka client reports an error that is not one record's
 * own. An error that is not known here means that Kafka does not work just now.
 */
enum KafkaFault {
    UNREACHABLE("no-answer", Written.MAYBE),
    TOO_FEW_REPLICAS("not-enough-replicas", Written.NOT),
    THROTTLED("throttled", Written.MAYBE),
    UNAUTHORISED("unauthorised", Written.NOT),
    NO_TOPIC("no-topic", Written.NOT),
    NO_KEY("no-key", Written.NOT),
    UNSUPPORTED("unsupported", Written.NOT),
    SETTINGS("settings", Written.NOT),
    CLOCKS("clocks", Written.NOT),
    FENCED("fenced", Written.MAYBE),
    TOO_LARGE("batch-too-large", Written.NOT),
    /** The record stood in one request with a record that was refused. */
    COMPANION("companion-refused", Written.NOT);

    private final String code;
    private final Written written;

    /** Whether a record that met the fault is in the topic. */
    enum Written {
        NOT,
        MAYBE
    }

    KafkaFault(String code, Written written) {
        this.code = code;
        this.written = written;
    }

    String code() {
        return code;
    }

    Written written() {
        return written;
    }

    /** What an error of the client means. */
    static KafkaFault of(Throwable error) {
        return switch (error) {
            case ExecutionException e when e.getCause() != null -> of(e.getCause());
            case TimeoutException e when e.getCause() != null -> of(e.getCause());
            case UnsupportedSaslMechanismException e -> UNSUPPORTED;
            case UnsupportedVersionException e -> UNSUPPORTED;
            case AuthenticationException e -> UNAUTHORISED;
            case AuthorizationException e -> UNAUTHORISED;
            case UnknownTopicOrPartitionException e -> NO_TOPIC;
            case UnknownTopicIdException e -> NO_TOPIC;
            case InvalidTopicException e -> NO_TOPIC;
            case InvalidTimestampException e -> CLOCKS;
            case InvalidTxnTimeoutException e -> SETTINGS;
            case ConfigException e -> ofSettings(e);
            case NotEnoughReplicasException e -> TOO_FEW_REPLICAS;
            case ThrottlingQuotaExceededException e -> THROTTLED;
            case ProducerFencedException e -> FENCED;
            case RecordBatchTooLargeException e -> TOO_LARGE;
            default -> ofCause(error);
        };
    }

    /** The client names its first error as the cause of what it says later. */
    private static KafkaFault ofCause(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null || cause == error ? UNREACHABLE : of(cause);
    }

    /**
     * Names that cannot be looked up may be so tomorrow; nothing else that it says about settings.
     */
    private static KafkaFault ofSettings(ConfigException error) {
        return String.valueOf(error.getMessage()).contains("resolvable") ? UNREACHABLE : SETTINGS;
    }

    /**
     * The fault of a whole batch.
     *
     * @param subject what was asked of Kafka, for example {@code topic telemetry}
     */
    SinkException exception(String subject, Throwable cause) {
        String said = subject + ": " + said(cause);
        return switch (this) {
            case UNREACHABLE, COMPANION -> new SinkException.Unavailable(said, cause);
            case TOO_FEW_REPLICAS ->
                    new SinkException.Unavailable(
                            subject + ": fewer replicas are in sync than the topic asks for",
                            cause);
            case CLOCKS ->
                    new SinkException.Unavailable(
                            subject
                                    + ": the brokers refuse the time of the records; do the clocks"
                                    + " differ?",
                            cause);
            case FENCED ->
                    new SinkException.Unavailable(
                            subject
                                    + ": another producer uses the same transactional-id; each node"
                                    + " needs its own",
                            cause);
            case THROTTLED ->
                    new SinkException.Throttled(
                            subject + ": the brokers' quota slows the sink down", Duration.ZERO);
            case TOO_LARGE -> new SinkException.TooLarge(said);
            case UNAUTHORISED -> new SinkException.Unauthorised(said, cause);
            case NO_TOPIC ->
                    new SinkException.Misconfigured(
                            "topic",
                            subject + ": it is not there, and the brokers do not make it",
                            cause);
            case NO_KEY ->
                    new SinkException.Misconfigured(
                            "topic",
                            subject
                                    + ": it is compacted and takes no record without a key; name a"
                                    + " key in the stream's contract, or take another topic",
                            cause);
            case UNSUPPORTED -> new SinkException.Misconfigured("sasl", said, cause);
            case SETTINGS -> new SinkException.Misconfigured("brokers", said, cause);
        };
    }

    /**
     * The client's own words, which hold names of topics and settings but no content of records.
     */
    private static String said(Throwable error) {
        Throwable spoken =
                error instanceof ExecutionException e && e.getCause() != null
                        ? e.getCause()
                        : error;
        Throwable first = spoken;
        while (first.getCause() != null && first.getCause() != first) {
            first = first.getCause();
        }
        String reason = first == spoken ? "" : " (" + first.getMessage() + ")";
        return spoken.getMessage() + reason;
    }
}
