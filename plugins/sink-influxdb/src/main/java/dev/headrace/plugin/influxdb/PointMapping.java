package dev.headrace.plugin.influxdb;

import dev.headrace.sink.PathTree;
import java.util.List;
import java.util.Optional;

/**
 * How the events of a stream become points. Immutable once built.
 *
 * @param measurement the measurement's name
 * @param tags in the order of their keys, which spares the server the sorting; node and lap are
 *     among them
 * @param fields at least one
 * @param members the members of the event that tags and fields look at
 */
record PointMapping(String measurement, List<Tag> tags, List<Field> fields, PathTree members) {

    PointMapping {
        tags = List.copyOf(tags);
        fields = List.copyOf(fields);
    }

    /**
     * A tag.
     *
     * @param start what stands before the value: a comma, the key, an equals sign
     * @param absent the value where the event has none; without it the point does without the tag
     */
    record Tag(String name, byte[] start, Source source, Optional<byte[]> absent) {}

    /**
     * A field.
     *
     * @param start what stands before the value: the key and an equals sign
     * @param absent the value where the event has none, as line protocol writes it; without it the
     *     point does without the field
     */
    record Field(
            String name, FieldType type, byte[] start, Source source, Optional<byte[]> absent) {}
}
