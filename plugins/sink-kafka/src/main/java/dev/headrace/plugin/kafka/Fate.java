package dev.headrace.plugin.kafka;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What Kafka has said about one record. */
sealed interface Fate {

    /** Acknowledged. */
    record Stored(String ref) implements Fate {}

    /** It will never take it. */
    record Refused(String code, String detail) implements Fate {}

    /** Not taken, or not known to be, for a reason that is not the record's. */
    record Held(KafkaFault fault, Throwable cause) implements Fate {}

    static Fate stored(RecordMetadata metadata) {
        String offset = metadata.hasOffset() ? "@" + metadata.offset() : "";
        return new Stored(metadata.topic() + '-' + metadata.partition() + offset);
    }

    static Fate tooLarge() {
        return new Refused(
                "too-large", "larger than max-request-size or the topic's max.message.bytes allow");
    }

    /** After an error of the client. */
    static Fate failed(RecordKey key, Exception error) {
        return switch (error) {
            case RecordTooLargeException e -> tooLarge();
            case InvalidRecordException e when isOfTime(e) -> new Held(KafkaFault.CLOCKS, e);
            case InvalidRecordException e when key == RecordKey.PRESENT ->
                    new Refused("invalid-record", "the broker's own check of records refused it");
            case InvalidRecordException e -> new Held(KafkaFault.NO_KEY, e);
            case KafkaException e when isOfCompanion(e) -> new Held(KafkaFault.COMPANION, e);
            default -> new Held(KafkaFault.of(error), error);
        };
    }

    /** Whether a record has a key: the one thing of it that Kafka itself may ask for. */
    enum RecordKey {
        PRESENT,
        ABSENT
    }

    /** Of several records with a wrong time in one request the client says no more than this. */
    private static boolean isOfTime(InvalidRecordException error) {
        return String.valueOf(error.getMessage()).contains("Timestamp ");
    }

    private static boolean isOfCompanion(KafkaException error) {
        return error.getClass() == KafkaException.class
                && String.valueOf(error.getMessage()).contains("part of a batch");
    }
}
