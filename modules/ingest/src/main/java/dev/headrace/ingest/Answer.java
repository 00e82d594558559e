package dev.headrace.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a door answers, before it is HTTP: the fast lane and the JAX-RS resources both send these.
 *
 * @param status the HTTP status
 * @param type the content type; the empty text where there is no body
 * @param headers further headers, by name
 */
@SuppressWarnings("ArrayRecordComponent") // made for one answer, sent once
record Answer(int status, String type, byte[] body, Map<String, String> headers) {

    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body, Map.of());
    }

    Answer with(String header, String value) {
        return with(Map.of(header, value));
    }

    /** The same answer with more headers. */
    Answer with(Map<String, String> more) {
        if (headers.isEmpty()) {
            return new Answer(status, type, body, more);
        }
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, type, body, all);
    }
}
