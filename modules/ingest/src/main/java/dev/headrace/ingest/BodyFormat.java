package dev.headrace.ingest;

import java.util.Locale;
import java.util.Optional;

/** What a body is made of, by its content type. */
enum BodyFormat {
    /** One object, or an array of objects. */
    JSON,
    /** One object a line. */
    NDJSON;

    /**
     * A content type without its parameters; text/plain is what a browser's sendBeacon says of
     * JSON.
     */
    static BodyFormat of(Optional<String> contentType) {
        String type = contentType.map(BodyFormat::withoutParameters).orElse("");
        return switch (type) {
            case "application/json", "text/plain", "text/json" -> JSON;
            case "application/x-ndjson", "application/ndjson", "application/jsonl" -> NDJSON;
            default ->
                    throw new RequestRefusedException(
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type is application/json, application/x-ndjson or text/plain");
        };
    }

    private static String withoutParameters(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.trim().toLowerCase(Locale.ROOT);
    }
}
