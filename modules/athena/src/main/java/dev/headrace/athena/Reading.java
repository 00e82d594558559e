package dev.headrace.athena;

import dev.headrace.sink.Column;
import dev.headrace.sink.EnvelopeWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a view finds a column's text in a stored line. */
enum Reading {
    /** The table has the column. */
    FLATTENED,
    /** The line is an envelope around the event. */
    ENVELOPE,
    /** The line is the event, and nothing else is known of it. */
    EVENT_ONLY;

    private static final Map<String, List<String>> IN_THE_ENVELOPE =
            Map.of(
                    "event_id", List.of("id"),
                    "stream", List.of("stream"),
                    "schema_version", List.of("schemaVersion"),
                    "received_at", List.of("receivedAt"),
                    "occurred_at", List.of("occurredAt"),
                    "organisation", List.of("organisation"),
                    "principal_kind", List.of("principal", "kind"),
                    "principal_name", List.of("principal", "name"),
                    "principal_email", List.of("principal", "email"));

    static Reading of(EnvelopeWriter.Form form) {
        return switch (form) {
            case FLATTENED -> FLATTENED;
            case ENVELOPE -> ENVELOPE;
            case EVENT_ONLY -> EVENT_ONLY;
        };
    }

    /** The expression that gives the column's text; empty where lines do not have it. */
    Optional<String> text(Column column) {
        if (this == FLATTENED) {
            return Optional.of(SqlText.name(column.name()));
        }
        return path(column)
                .map(path ->
                        column.type() == Column.Type.JSON
                                ? anything(SqlText.jsonPath(path))
                                : scalar(SqlText.jsonPath(path)));
    }

    private Optional<List<String>> path(Column column) {
        if (column.isOfTheEnvelope()) {
            return this == ENVELOPE
                    ? Optional.ofNullable(IN_THE_ENVELOPE.get(column.name()))
                    : Optional.empty();
        }
        return Optional.of(
                this == ENVELOPE
                        ? Stream.concat(Stream.of("event"), column.path().stream()).toList()
                        : column.path());
    }

    private static String scalar(String path) {
        return "json_extract_scalar(" + SqlText.name(LakeTable.LINE) + ", " + path + ")";
    }

    /** Arrays and objects as JSON text, all else as a scalar. */
    private static String anything(String path) {
        return "coalesce("
                + scalar(path)
                + ", nullif(json_format(json_extract("
                + SqlText.name(LakeTable.LINE)
                + ", "
                + path
                + ")), 'null'))";
    }
}
