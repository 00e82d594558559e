package dev.headrace.plugin.influxdb;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A stream of events of web pages, with the hints that ship as {@code web-events.json}. */
final class WebEvents {

    static final String NAME = "web-events";

    static final String SCHEMA =
            """
            {"type": "object", "additionalProperties": false,
             "required": ["domain", "page", "timezone", "platform", "event"],
             "properties": {
              "domain": {"type": "string", "minLength": 1, "maxLength": 253},
              "page": {"type": "string", "minLength": 1, "maxLength": 512},
              "timezone": {"type": "integer", "minimum": -840, "maximum": 720},
              "platform": {"type": "string", "maxLength": 64},
              "sess_id": {"type": "string", "maxLength": 32},
              "event": {"type": "string", "minLength": 1, "maxLength": 64},
              "note": {"type": "string", "maxLength": 256}}}
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WebEvents() {}

    /** The mapping of the page's table, in the words of stream.yaml. */
    static Map<String, Object> hints() {
        var tags = new LinkedHashMap<String, Object>();
        for (String name : new String[] {"domain", "event", "page", "platform", "timezone"}) {
            tags.put(name, "/" + name);
        }
        tags.put("type", Map.of("value", "event"));
        tags.put("sess", "/sess_id");
        var fields = new LinkedHashMap<String, Object>();
        fields.put("counter", Map.of("value", 1));
        fields.put("note", Map.of("at", "/note", "type", "string", "absent", ""));
        var hints = new LinkedHashMap<String, Object>();
        hints.put("measurement", "pf_analytics_event");
        hints.put("tags", tags);
        hints.put("fields", fields);
        return hints;
    }

    static StreamContract contract() {
        return with(SampleContext.contract(NAME, SCHEMA), hints());
    }

    static StreamContract with(StreamContract plain, Map<String, Object> hints) {
        return new StreamContract(
                plain.name(),
                plain.title(),
                plain.schemas(),
                plain.key(),
                plain.layout(),
                Optional.empty(),
                hints);
    }

    /** One event, with a position of a log as Headrace writes it. */
    static SampleRecord event(long number, String domain, String event, String note) {
        var json = JSON.createObjectNode();
        json.put("domain", domain).put("page", "/posts/695.html").put("timezone", -60);
        json.put("platform", "Linux x86_64").put("sess_id", "07ab-8022").put("event", event);
        json.put("note", note);
        return SampleRecord.of(NAME, "e-" + number, json.toString()).withPosition(position(number));
    }

    /** The position of a record, as the event log writes it. */
    static String position(long number) {
        return "k3f9zq1x7m2a-" + java.util.HexFormat.of().toHexDigits(number);
    }
}
