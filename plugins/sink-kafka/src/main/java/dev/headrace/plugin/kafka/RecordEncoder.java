package dev.headrace.plugin.kafka;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Makes Kafka records. Immutable, for several threads. */
final class RecordEncoder {

    private static final String PREFIX = "headrace-";

    /** Of a batch and its one record, with every number as long as it can be. */
    private static final int OVERHEAD = 61 + 21 + 15;

    private static final int HEADER_OVERHEAD = 10;

    /** As in the envelope, where the received time has milliseconds and no more. */
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final TopicName topic;
    private final EnvelopeWriter writer;
    private final KafkaSettings.RecordTime time;
    private final int mostBytes;

    RecordEncoder(KafkaSettings settings) {
        this.topic = settings.topic();
        this.writer = EnvelopeWriter.of(settings.form());
        this.time = settings.timestamp();
        this.mostBytes = settings.limits().requestBytes();
    }

    /**
     * The record as Kafka gets it: the key is the contract's key, or none.
     *
     * @throws IllegalArgumentException when the form cannot be made of the event
     */
    ProducerRecord<byte[], byte[]> encode(SinkRecord record) {
        var encoded =
                new ProducerRecord<byte[], byte[]>(
                        topic.of(record.stream()),
                        null,
                        timestamp(record),
                        key(record),
                        value(record));
        headers(record, encoded.headers());
        return encoded;
    }

    /**
     * Whether a record is small enough for a request; counted no smaller than the client does, so
     * that no record gets as far as to spoil a transaction.
     */
    boolean fits(ProducerRecord<byte[], byte[]> encoded) {
        byte[] key = encoded.key();
        long size = OVERHEAD + (key == null ? 0 : key.length) + encoded.value().length;
        for (Header header : encoded.headers()) {
            size += HEADER_OVERHEAD + Utils.utf8Length(header.key()) + header.value().length;
        }
        return size <= mostBytes;
    }

    private @Nullable Long timestamp(SinkRecord record) {
        return switch (time) {
            case SENT -> null;
            case RECEIVED -> record.receivedAt().toEpochMilli();
        };
    }

    private static byte @Nullable [] key(SinkRecord record) {
        return record.key().map(RecordEncoder::utf8).orElse(null);
    }

    private byte[] value(SinkRecord record) {
        var bytes = new ByteArrayOutputStream(1024 + record.json().remaining());
        try {
            writer.write(record, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** The attributes first: where two headers have one name, the last is the one that counts. */
    private static void headers(SinkRecord record, Headers headers) {
        record.attributes().forEach((name, value) -> headers.add(name, utf8(value)));
        put(headers, PREFIX + "id", record.id());
        put(headers, PREFIX + "stream", record.stream());
        put(headers, PREFIX + "schema-version", Integer.toString(record.schemaVersion()));
        put(headers, PREFIX + "received-at", MILLIS.format(record.receivedAt()));
        put(headers, PREFIX + "occurred-at", record.occurredAt().toString());
        put(headers, PREFIX + "position", record.position());
        put(headers, PREFIX + "principal-kind", record.principal().kind());
        put(headers, PREFIX + "principal-name", record.principal().name());
        record.organisation().ifPresent(name -> put(headers, PREFIX + "organisation", name));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
