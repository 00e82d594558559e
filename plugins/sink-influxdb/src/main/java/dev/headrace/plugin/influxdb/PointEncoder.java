package dev.headrace.plugin.influxdb;

import dev.headrace.sink.JsonMembers;
import dev.headrace.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes events of one stream as lines. Keeps nothing between two of them. */
final class PointEncoder {

    /** The server's bound on measurement, tags and the name of a field together. */
    private static final int LONGEST_KEY = 65_535;

    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final PointMapping mapping;
    private final byte[] measurement;
    private final int longestField;

    PointEncoder(PointMapping mapping) {
        this.mapping = mapping;
        this.measurement = LineBuffer.measurement(mapping.measurement());
        this.longestField =
                mapping.fields().stream().mapToInt(field -> field.start().length).max().orElse(0);
    }

    PointMapping mapping() {
        return mapping;
    }

    /**
     * Writes an event's line, line break included.
     *
     * @throws UnfitException when there is no point for this event; nothing is left in the buffer
     */
    void write(SinkRecord record, LineBuffer line) throws UnfitException {
        int start = line.size();
        try {
            point(record, line);
        } catch (UnfitException e) {
            line.cut(start);
            throw e;
        }
    }

    private void point(SinkRecord record, LineBuffer line) throws UnfitException {
        JsonMembers event = read(record);
        PointPlace place = PointPlace.of(record.position());
        int start = line.size();
        line.raw(measurement);
        for (PointMapping.Tag tag : mapping.tags()) {
            tag(tag, event, record, place, line);
        }
        // The server keeps the key joined by other characters; a few bytes of reserve.
        if (line.size() - start + longestField + 8 > LONGEST_KEY) {
            throw new UnfitException(
                    "key-too-long", "measurement and tags are longer than 64 KiB together");
        }
        fields(event, record, place, line);
        long millis = record.receivedAt().toEpochMilli();
        line.ascii(' ').ascii(Long.toString(millis * NANOS_OF_A_MILLI + place.nanos()));
        line.ascii('\n');
    }

    private JsonMembers read(SinkRecord record) throws UnfitException {
        try {
            return JsonMembers.of(mapping.members(), record.json());
        } catch (IllegalArgumentException e) {
            throw new UnfitException("not-an-object", String.valueOf(e.getMessage()));
        }
    }

    private static void tag(
            PointMapping.Tag tag,
            JsonMembers event,
            SinkRecord record,
            PointPlace place,
            LineBuffer line) {
        boolean plain =
                tag.source() instanceof Source.Member(int slot)
                        && event.has(slot)
                        && event.kind(slot) == '"'
                        && event.isPlain(slot);
        if (plain && tag.source() instanceof Source.Member(int slot)) {
            tag(tag, event.json(), event.from(slot) + 1, event.to(slot) - 1, line);
            return;
        }
        Optional<byte[]> value =
                switch (tag.source()) {
                    case Source.Constant(byte[] utf8) -> Optional.of(utf8);
                    case Source.Envelope(Source.Part part) -> utf8(part.text(record, place));
                    case Source.Member(int slot) ->
                            event.has(slot) ? utf8(event.text(slot)) : tag.absent();
                };
        value.ifPresent(utf8 -> tag(tag, utf8, 0, utf8.length, line));
    }

    /** An empty tag cannot be written; it means the same as none. */
    private static void tag(PointMapping.Tag tag, byte[] utf8, int from, int to, LineBuffer line) {
        if (from < to) {
            line.raw(tag.start()).tagValue(utf8, from, to);
        }
    }

    private void fields(JsonMembers event, SinkRecord record, PointPlace place, LineBuffer line)
            throws UnfitException {
        char before = ' ';
        for (PointMapping.Field field : mapping.fields()) {
            int start = line.size();
            line.ascii(before).raw(field.start());
            if (field(field, event, record, place, line)) {
                before = ',';
            } else {
                line.cut(start);
            }
        }
        if (before == ' ') {
            throw new UnfitException(
                    "no-field", "the event has none of the members that fields are made of");
        }
    }

    /** Whether there is a value. */
    private static boolean field(
            PointMapping.Field field,
            JsonMembers event,
            SinkRecord record,
            PointPlace place,
            LineBuffer line)
            throws UnfitException {
        return switch (field.source()) {
            case Source.Constant(byte[] written) -> written(line, written);
            case Source.Envelope(Source.Part part) -> {
                byte[] utf8 = part.text(record, place).getBytes(StandardCharsets.UTF_8);
                yield utf8.length == 0 ? absent(field, line) : text(line, utf8, 0, utf8.length);
            }
            case Source.Member(int slot) ->
                    event.has(slot) ? member(field, event, slot, line) : absent(field, line);
        };
    }

    private static boolean absent(PointMapping.Field field, LineBuffer line) {
        return field.absent().map(written -> written(line, written)).orElse(false);
    }

    private static boolean written(LineBuffer line, byte[] written) {
        line.raw(written);
        return true;
    }

    private static boolean text(LineBuffer line, byte[] utf8, int from, int to) {
        line.text(utf8, from, to);
        return true;
    }

    private static boolean member(
            PointMapping.Field field, JsonMembers event, int slot, LineBuffer line)
            throws UnfitException {
        if (field.type() != FieldType.STRING) {
            String json = event.kind(slot) == '"' ? "\"" : event.text(slot);
            line.ascii(field.type().written(json).orElseThrow(() -> unfit(field)));
            return true;
        }
        if (event.kind(slot) == '"' && event.isPlain(slot)) {
            return text(line, event.json(), event.from(slot) + 1, event.to(slot) - 1);
        }
        byte[] utf8 = event.text(slot).getBytes(StandardCharsets.UTF_8);
        return text(line, utf8, 0, utf8.length);
    }

    private static UnfitException unfit(PointMapping.Field field) {
        return new UnfitException(
                "not-" + field.type().word(),
                "field "
                        + field.name()
                        + " takes a "
                        + field.type().word()
                        + " that InfluxDB can hold, and the event has something else");
    }

    private static Optional<byte[]> utf8(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
