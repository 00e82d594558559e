package dev.headrace.client;

import dev.headrace.client.AuditEvent.Context;
import java.util.HexFormat;
import java.util.Locale;

/** Writes an audit event as one line of JSON, in the order of its fields. For one thread. */
final class AuditEventJson {

    private final StringBuilder json = new StringBuilder(512);

    private AuditEventJson() {}

    static String of(AuditEvent event) {
        var writer = new AuditEventJson();
        writer.write(event);
        return writer.json.append('}').toString();
    }

    private void write(AuditEvent event) {
        event.eventId().ifPresent(id -> text("event_id", id.toString()));
        text("action", event.action());
        text("entity_type", event.entityType());
        event.entityId().ifPresent(id -> raw("entity_id", Long.toString(id)));
        raw("user_id", Long.toString(event.userId()));
        raw("organization_id", Long.toString(event.organizationId()));
        text("ip_address", event.ipAddress());
        text("user_agent", event.userAgent());
        text("request_path", event.requestPath());
        raw("status_code", Integer.toString(event.statusCode()));
        text("timestamp", event.timestamp().toString());
        event.changes().ifPresent(changes -> raw("changes", changes));
        context(event.context());
        event.actorType()
                .ifPresent(type -> text("actor_type", type.name().toLowerCase(Locale.ROOT)));
    }

    private void context(Context context) {
        switch (context) {
            case Context.Unsaid unsaid -> {}
            case Context.Normal normal -> text("action_context", "normal");
            case Context.BreakGlass(long id) -> {
                text("action_context", "break_glass");
                raw("break_glass_id", Long.toString(id));
            }
            case Context.Impersonation(long id) -> {
                text("action_context", "impersonation");
                raw("impersonation_id", Long.toString(id));
            }
        }
    }

    private void raw(String name, String value) {
        json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
        json.append(value);
    }

    private void text(String name, String value) {
        raw(name, "\"");
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        json.append('"');
    }

    private void character(char one) {
        switch (one) {
            case '"', '\\' -> json.append('\\').append(one);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (one < ' ') {
                    json.append("\\u").append(HexFormat.of().toHexDigits(one));
                } else {
                    json.append(one);
                }
            }
        }
    }
}
