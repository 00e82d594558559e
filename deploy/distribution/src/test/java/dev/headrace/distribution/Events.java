package dev.headrace.distribution;

import java.util.List;
import java.util.stream.Collectors;

/** Events of the stream user-telemetry. */
final class Events {

    private Events() {}

    static String event(String id) {
        return """
        {"id":"%s","app":"example-app","stage":"PROD","type":"T1","value":1,"eventTime":"2026-11-21T23:16:31.433Z","tags":{"a":"x"}}\
        """
                .formatted(id);
    }

    static String batch(List<String> ids) {
        return ids.stream().map(Events::event).collect(Collectors.joining(",", "[", "]"));
    }
}
