package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/** A record as a row: the fields in the order of {@link StreamTable#COLUMNS}. */
final class RowEncoder {

    private RowEncoder() {}

    static void encode(SinkRecord record, CopyStream out) throws SQLException {
        out.row(StreamTable.COLUMN_COUNT);
        out.text(record.id());
        out.timestamptz(Timestamps.wholeMillis(record.receivedAt()));
        out.timestamptz(Timestamps.micros(record.occurredAt()));
        out.int4(record.schemaVersion());
        text(record.organisation(), out);
        text(record.key(), out);
        principal(record.principal(), out);
        out.text(record.position());
        if (record.attributes().isEmpty()) {
            out.absent();
        } else {
            String json = AttributesJson.of(record.attributes());
            out.jsonb(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
        }
        out.jsonb(record.json());
    }

    private static void principal(Principal principal, CopyStream out) throws SQLException {
        out.text(principal.kind());
        out.text(principal.name());
        text(principal.email(), out);
    }

    private static void text(Optional<String> text, CopyStream out) throws SQLException {
        if (text.isPresent()) {
            out.text(text.get());
        } else {
            out.absent();
        }
    }
}
