package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;

/** A dead letter as bytes: the fields in the order of the record's components. */
final class DeadLetterCodec {

    private static final int FORMAT = 1;

    private DeadLetterCodec() {}

    static byte[] encode(DeadLetter letter) {
        LogRecord event = letter.record();
        ByteBuffer json = event.json().duplicate();
        byte[] bytes = new byte[json.remaining()];
        json.get(bytes);
        return new FieldWriter(512 + bytes.length)
                .varint(FORMAT)
                .text(letter.sink())
                .text(letter.stream().value())
                .varint(letter.schemaVersion())
                .instant(letter.receivedAt())
                .principal(letter.principal())
                .instant(letter.deadAt())
                .text(letter.code())
                .text(letter.detail())
                .text(event.position().node())
                .int64(event.position().sequence())
                .text(event.id())
                .instant(event.occurredAt())
                .text(event.key())
                .texts(event.layout())
                .varint(bytes.length)
                .raw(bytes, 0, bytes.length)
                .toArray();
    }

    static DeadLetter decode(byte[] bytes) throws MalformedException {
        FieldReader fields = new FieldReader(bytes, 0);
        if (fields.varint() != FORMAT) {
            throw new MalformedException("a dead letter of an unknown format");
        }
        try {
            return new DeadLetter(
                    fields.text(),
                    new StreamName(fields.text()),
                    fields.varint(),
                    fields.instant(),
                    fields.principal(),
                    fields.instant(),
                    fields.text(),
                    fields.text(),
                    record(fields));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedException("a field of a dead letter is not valid", e);
        }
    }

    private static LogRecord record(FieldReader fields) throws MalformedException {
        Position position = new Position(fields.text(), fields.int64());
        String id = fields.text();
        Instant occurredAt = fields.instant();
        return new LogRecord(
                position,
                id,
                occurredAt,
                fields.text(),
                fields.texts(),
                fields.slice(fields.count()));
    }
}
