package dev.headrace.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The event with what Headrace knows of it around it. */
final class EnvelopeLine implements EnvelopeWriter {

    /** Enough for the envelope of nearly every record; more is made when needed. */
    private static final int ROOM = 640;

    @Override
    public void write(SinkRecord record, OutputStream out) throws IOException {
        ByteBuffer json = record.json();
        var line = new JsonLine(ROOM + json.remaining());
        line.ascii("{\"id\":").text(record.id());
        line.ascii(",\"stream\":").text(record.stream());
        line.ascii(",\"schemaVersion\":").ascii(Integer.toString(record.schemaVersion()));
        line.ascii(",\"receivedAt\":");
        UtcText.millis(line, record.receivedAt());
        line.ascii(",\"occurredAt\":");
        UtcText.exact(line, record.occurredAt());
        record.organisation().ifPresent(name -> line.ascii(",\"organisation\":").text(name));
        record.key().ifPresent(key -> line.ascii(",\"key\":").text(key));
        attributes(line, record.attributes());
        line.ascii(",\"position\":").text(record.position());
        principal(line, record.principal());
        line.ascii(",\"event\":").copy(json, json.position(), json.limit()).ascii("}");
        line.writeTo(out);
    }

    /** Sorted by name, so that a record gives the same line whenever it comes. */
    private static void attributes(JsonLine line, Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        String before = ",\"attributes\":{";
        for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
            line.ascii(before).text(attribute.getKey()).ascii(":").text(attribute.getValue());
            before = ",";
        }
        line.ascii("}");
    }

    private static void principal(JsonLine line, Principal principal) {
        line.ascii(",\"principal\":{\"kind\":").text(principal.kind());
        line.ascii(",\"name\":").text(principal.name());
        principal.email().ifPresent(email -> line.ascii(",\"email\":").text(email));
        line.ascii("}");
    }
}
