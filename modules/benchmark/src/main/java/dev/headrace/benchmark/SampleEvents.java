package dev.headrace.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Events of the stream {@code user-telemetry} as its clients send them: without an id, a few tags.
 * Each has exactly {@link #BYTES} bytes.
 */
final class SampleEvents {

    static final int BYTES = 500;

    private static final String[] APPS = {"editor", "planner", "picture-desk", "tag-editor"};
    private static final String[] TYPES = {"DOCUMENT_OPENED", "IMAGE_CROPPED", "SEARCH_RUN"};

    private final RandomGenerator random;
    private final Instant from;

    /** Makes events that happened in the hour before the given moment. */
    SampleEvents(RandomGenerator random, Instant until) {
        this.random = random;
        this.from = until.minusSeconds(3600);
    }

    /** One event. */
    byte[] event() {
        String start =
                """
                {"app":"%s","stage":"PROD","type":"%s","value":%d,"eventTime":"%s","tags":{\
                "path":"/content/%016x","browser":"Firefox 148","platform":"Linux x86_64",\
                "durationMs":%d,"fromCache":%b,"sessionId":"%016x%016x","section":"news",\
                "locale":"en-GB","width":%d,"note":\"\
                """
                        .formatted(
                                oneOf(APPS),
                                oneOf(TYPES),
                                random.nextInt(1, 100),
                                from.plusMillis(random.nextInt(3_600_000)),
                                random.nextLong(),
                                random.nextInt(10_000),
                                random.nextBoolean(),
                                random.nextLong(),
                                random.nextLong(),
                                random.nextInt(800, 2000));
        String end = "\"}}";
        return (start + letters(BYTES - start.length() - end.length()) + end)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A request's body: one event, or a JSON array of several. */
    byte[] body(int events) {
        if (events == 1) {
            return event();
        }
        var body = new ByteArrayOutputStream(events * (BYTES + 1) + 1);
        for (int i = 0; i < events; i++) {
            body.write(i == 0 ? '[' : ',');
            body.writeBytes(event());
        }
        body.write(']');
        return body.toByteArray();
    }

    private String oneOf(String[] words) {
        return words[random.nextInt(words.length)];
    }

    private String letters(int count) {
        var letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }
}
