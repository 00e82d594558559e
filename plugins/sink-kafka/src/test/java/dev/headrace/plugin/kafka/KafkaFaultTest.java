package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.plugin.kafka.Fate.RecordKey;
import dev.headrace.sink.SinkException;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

class KafkaFaultTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new TimeoutException("late"), SinkException.Unavailable.class),
                Arguments.of(
                        new TimeoutException("none", new UnknownTopicOrPartitionException("t")),
                        SinkException.Misconfigured.class),
                Arguments.of(new InvalidTopicException("t"), SinkException.Misconfigured.class),
                Arguments.of(
                        new TopicAuthorizationException("t"), SinkException.Unauthorised.class),
                Arguments.of(
                        new ClusterAuthorizationException("c"), SinkException.Unauthorised.class),
                Arguments.of(
                        new SaslAuthenticationException("s"), SinkException.Unauthorised.class),
                Arguments.of(new SslAuthenticationException("s"), SinkException.Unauthorised.class),
                Arguments.of(
                        new UnsupportedSaslMechanismException("s"),
                        SinkException.Misconfigured.class),
                Arguments.of(
                        new ThrottlingQuotaExceededException("q"), SinkException.Throttled.class),
                Arguments.of(new KafkaStorageException("d"), SinkException.Unavailable.class),
                Arguments.of(new NotEnoughReplicasException("r"), SinkException.Unavailable.class),
                Arguments.of(
                        new CoordinatorNotAvailableException("c"), SinkException.Unavailable.class),
                Arguments.of(new ProducerFencedException("f"), SinkException.Unavailable.class),
                Arguments.of(new InvalidTimestampException("i"), SinkException.Unavailable.class),
                Arguments.of(new RecordBatchTooLargeException("b"), SinkException.TooLarge.class),
                Arguments.of(
                        new KafkaException(
                                "Failed to construct kafka producer",
                                new ConfigException("No resolvable bootstrap urls given")),
                        SinkException.Unavailable.class),
                Arguments.of(
                        new KafkaException("no", new ConfigException("PEM file not found")),
                        SinkException.Misconfigured.class),
                Arguments.of(
                        new ExecutionException(new TopicAuthorizationException("t")),
                        SinkException.Unauthorised.class),
                Arguments.of(new KafkaException("something new"), SinkException.Unavailable.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anErrorOfTheClientIsAFaultOfTheTarget(
            Exception error, Class<? extends SinkException> meaning) {
        assertThat(KafkaFault.of(error).exception("topic telemetry", error))
                .isInstanceOf(meaning)
                .hasMessageStartingWith("topic telemetry");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noFaultOfTheTargetRejectsARecord(Exception error, Class<? extends SinkException> meaning) {
        assertThat(Fate.failed(RecordKey.PRESENT, error)).isInstanceOf(Fate.Held.class);
    }

    @Test
    void onlyWhatIsWrongWithARecordRefusesIt() {
        assertThat(Fate.failed(RecordKey.ABSENT, new RecordTooLargeException("large")))
                .isInstanceOf(Fate.Refused.class);
        assertThat(Fate.failed(RecordKey.PRESENT, new InvalidRecordException("schema")))
                .isInstanceOf(Fate.Refused.class);
        assertThat(Fate.failed(RecordKey.ABSENT, new InvalidRecordException("no key")))
                .isInstanceOfSatisfying(
                        Fate.Held.class,
                        held -> assertThat(held.fault()).isEqualTo(KafkaFault.NO_KEY));
    }

    @Test
    void whoStoodBesideARefusedRecordIsTriedAgain() {
        var error =
                new KafkaException(
                        "Failed to append record because it was part of a batch which had one"
                                + " more more invalid records");

        assertThat(Fate.failed(RecordKey.PRESENT, error))
                .isInstanceOfSatisfying(
                        Fate.Held.class,
                        held -> assertThat(held.fault()).isEqualTo(KafkaFault.COMPANION));
    }
}
