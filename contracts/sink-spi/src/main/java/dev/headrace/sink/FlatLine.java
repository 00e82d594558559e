package dev.headrace.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** One flat object, for tables. */
final class FlatLine implements EnvelopeWriter {

    /** Objects further down are written as text; no table has columns of this depth. */
    private static final int DEEPEST = 16;

    private static final int ROOM = 640;

    /** Taken also in a line that does not have them, so that a column means one thing. */
    private static final List<String> COLUMNS =
            List.of(
                    "event_id",
                    "stream",
                    "schema_version",
                    "received_at",
                    "occurred_at",
                    "organisation",
                    "principal_kind",
                    "principal_name",
                    "principal_email");

    @Override
    public void write(SinkRecord record, OutputStream out) throws IOException {
        ByteBuffer json = record.json();
        var line = new JsonLine(ROOM + json.remaining() + json.remaining() / 2);
        envelope(line, record);
        var names = new ColumnNames();
        COLUMNS.forEach(names::reserve);
        var scanner = new JsonScanner(json);
        members(line, scanner, names, "", 1);
        scanner.expectEnd();
        line.ascii("}").writeTo(out);
    }

    private static void envelope(JsonLine line, SinkRecord record) {
        line.ascii("{\"event_id\":").text(record.id());
        line.ascii(",\"stream\":").text(record.stream());
        line.ascii(",\"schema_version\":").ascii(Integer.toString(record.schemaVersion()));
        line.ascii(",\"received_at\":");
        UtcText.millis(line, record.receivedAt());
        line.ascii(",\"occurred_at\":");
        UtcText.exact(line, record.occurredAt());
        record.organisation().ifPresent(name -> line.ascii(",\"organisation\":").text(name));
        Principal principal = record.principal();
        line.ascii(",\"principal_kind\":").text(principal.kind());
        line.ascii(",\"principal_name\":").text(principal.name());
        principal.email().ifPresent(email -> line.ascii(",\"principal_email\":").text(email));
    }

    private static void members(
            JsonLine line, JsonScanner json, ColumnNames names, String path, int depth) {
        json.enterObject();
        while (json.nextMember()) {
            int nameFrom = json.at() + 1;
            json.skipString();
            String column = ColumnNames.join(path, json.json(), nameFrom, json.at() - 1);
            if (json.enterValue() == '{' && depth < DEEPEST) {
                members(line, json, names, column, depth + 1);
            } else {
                value(line.ascii(",\"").ascii(names.claim(column)).ascii("\":"), json);
            }
        }
    }

    private static void value(JsonLine line, JsonScanner json) {
        boolean nested = json.peek() == '[' || json.peek() == '{';
        int from = json.at();
        json.skipValue();
        if (nested) {
            line.quoted(json.json(), from, json.at());
        } else {
            line.copy(json.json(), from, json.at());
        }
    }
}
