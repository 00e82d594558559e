package dev.headrace.plugin.kinesis;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkRecord;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The event as a Logstash pipeline wants it: {@code {"@timestamp":…,<the event's members>,"id":…,
 * "_tags":…}}.
 *
 * <ul>
 *   <li>{@code @timestamp} is the event's {@code eventTime}, as the client wrote it; without one,
 *       when the event happened.
 *   <li>The event's members follow in their order and as they were written, but {@code tags}, which
 *       becomes {@code _tags}, and what a client has put under one of the names that are
 *       Headrace's: {@code @timestamp}, {@code id} and {@code _tags}.
 *   <li>{@code id} is the event's id.
 * </ul>
 */
final class LogstashWriter implements EnvelopeWriter {

    private final EnvelopeWriter plain = EnvelopeWriter.of(Form.EVENT_ONLY);

    @Override
    public void write(SinkRecord record, OutputStream out) throws IOException {
        var event = new ByteArrayOutputStream(record.json().remaining());
        plain.write(record, event);
        byte[] json = event.toByteArray();
        var members = new MemberScanner(json);
        var middle = new ByteArrayOutputStream(json.length);
        Optional<MemberScanner.Member> time = Optional.empty();
        Optional<MemberScanner.Member> tags = Optional.empty();
        while (members.hasNext()) {
            MemberScanner.Member member = members.next();
            switch (member.name()) {
                case "@timestamp", "id", "_tags" -> {
                    // These names are the server's.
                }
                case "tags" -> tags = Optional.of(member);
                default -> {
                    time = member.isTime() ? Optional.of(member) : time;
                    middle.write(json, member.from(), member.to() - member.from());
                    middle.write(',');
                }
            }
        }
        var line = new ByteArrayOutputStream(json.length + 256);
        ascii(line, "{\"@timestamp\":");
        if (time.isPresent()) {
            value(line, json, time.get());
        } else {
            ascii(line, '"' + record.occurredAt().toString() + '"');
        }
        line.write(',');
        middle.writeTo(line);
        ascii(line, "\"id\":" + quoted(record.id()));
        if (tags.isPresent()) {
            ascii(line, ",\"_tags\":");
            value(line, json, tags.get());
        }
        line.write('}');
        line.writeTo(out);
    }

    private static void value(ByteArrayOutputStream to, byte[] json, MemberScanner.Member member) {
        to.write(json, member.valueFrom(), member.to() - member.valueFrom());
    }

    private static void ascii(ByteArrayOutputStream to, String text) {
        to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** An id is printable ASCII. */
    private static String quoted(String id) {
        return '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
