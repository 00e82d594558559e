package dev.headrace.plugin.parquet;

import dev.headrace.sink.Column;
import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The values of one record by column; used again for the next. For one thread. */
final class Row {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(100_000)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final Table table;
    private final @Nullable Object[] values;
    private byte[] json = new byte[0];
    private int misfits;

    Row(Table table) {
        this.table = table;
        this.values = new Object[table.columns().size()];
    }

    /** A column's value: Binary, Long, Integer, Double or Boolean; null where it has none. */
    @Nullable Object value(int column) {
        return values[column];
    }

    /** How many values of the record did not fit their columns. */
    int misfits() {
        return misfits;
    }

    /** Takes a record. */
    void take(SinkRecord record) {
        Arrays.fill(values, null);
        misfits = 0;
        ByteBuffer event = record.json();
        json = new byte[event.remaining()];
        event.get(json);
        envelope(record);
        values[values.length - 1] = Binary.fromConstantByteArray(json);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                members(parser, table.root());
            } else {
                misfits++;
            }
        } catch (JacksonException e) {
            misfits++; // the columns so far stand; the event is whole in its own column
        }
    }

    private void envelope(SinkRecord record) {
        Principal principal = record.principal();
        for (int at = 0; at < values.length - 1; at++) {
            Column column = table.columns().get(at);
            if (!column.isOfTheEnvelope()) {
                return; // the envelope's columns are the first
            }
            values[at] =
                    switch (column.name()) {
                        case "event_id" -> Binary.fromString(record.id());
                        case "stream" -> Binary.fromString(record.stream());
                        case "schema_version" -> (long) record.schemaVersion();
                        case "received_at" -> micros(record.receivedAt());
                        case "occurred_at" -> micros(record.occurredAt());
                        case "organisation" ->
                                record.organisation().map(Binary::fromString).orElse(null);
                        case "principal_kind" -> Binary.fromString(principal.kind());
                        case "principal_name" -> Binary.fromString(principal.name());
                        case "principal_email" ->
                                principal.email().map(Binary::fromString).orElse(null);
                        default -> throw new IllegalStateException("no such: " + column.name());
                    };
        }
    }

    private static @Nullable Long micros(Instant instant) {
        return CellReader.micros(instant).orElse(null);
    }

    private void members(JsonParser parser, Table.Member object) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var member = object.member(parser.currentName());
            JsonToken token = parser.nextToken();
            if (member.isEmpty()) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT && member.get().isDescribed()) {
                members(parser, member.get());
            } else if (member.get().column().isPresent()) {
                cell(parser, token, member.get().column().get());
            } else {
                parser.skipChildren();
                if (token != JsonToken.VALUE_NULL) {
                    misfits++;
                }
            }
        }
    }

    private void cell(JsonParser parser, JsonToken token, int column) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        var value = CellReader.read(parser, token, table.columns().get(column).type(), json);
        if (value.isEmpty()) {
            misfits++;
        } else {
            values[column] = value.get();
        }
    }
}
