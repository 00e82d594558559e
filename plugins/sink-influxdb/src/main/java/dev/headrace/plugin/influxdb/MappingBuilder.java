package dev.headrace.plugin.influxdb;

import dev.headrace.sink.Column;
import dev.headrace.sink.PathTree;
import dev.headrace.sink.StreamContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts a mapping together. */
final class MappingBuilder {

    private final PathTree members = PathTree.empty();
    private final List<PointMapping.Tag> tags = new ArrayList<>();
    private final List<PointMapping.Field> fields = new ArrayList<>();

    /**
     * The mapping of a stream that has no hints: a measurement of the stream's name, the
     * organisation as the only tag of its own, for a tag costs a series for each of its values, and
     * a field for each column, and for the event's id.
     */
    static PointMapping plain(StreamContract contract) {
        var mapping = new MappingBuilder();
        mapping.tag(
                "organisation", new Source.Envelope(Source.Part.ORGANISATION), Optional.empty());
        mapping.field("event_id", FieldType.STRING, new Source.Envelope(Source.Part.ID));
        contract.columns().stream()
                .filter(column -> !column.isOfTheEnvelope())
                .forEach(mapping::column);
        return mapping.build(contract.name().replace('-', '_'));
    }

    private void column(Column column) {
        // A column named time would be taken for the point's time, and dropped by the server.
        String name = column.name().equals("time") ? "time_2" : column.name();
        field(name, FieldType.ofColumn(column.type()), member(column.path()));
    }

    Source member(List<String> path) {
        return new Source.Member(members.slotOf(path));
    }

    MappingBuilder tag(String name, Source source, Optional<String> absent) {
        byte[] start = join(",", LineBuffer.key(name), "=");
        tags.add(
                new PointMapping.Tag(
                        name,
                        start,
                        source,
                        absent.map(text -> text.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    MappingBuilder field(String name, FieldType type, Source source) {
        return field(name, type, source, Optional.empty());
    }

    MappingBuilder field(String name, FieldType type, Source source, Optional<byte[]> absent) {
        byte[] start = join("", LineBuffer.key(name), "=");
        fields.add(new PointMapping.Field(name, type, start, source, absent));
        return this;
    }

    PointMapping build(String measurement) {
        tag("node", new Source.Envelope(Source.Part.NODE), Optional.empty());
        tag("lap", new Source.Envelope(Source.Part.LAP), Optional.empty());
        tags.sort(Comparator.comparing(PointMapping.Tag::name));
        return new PointMapping(measurement, tags, fields, members);
    }

    private static byte[] join(String before, byte[] key, String after) {
        var line = new LineBuffer(key.length + 2);
        line.ascii(before).raw(key).ascii(after);
        return java.util.Arrays.copyOf(line.bytes(), line.size());
    }
}
