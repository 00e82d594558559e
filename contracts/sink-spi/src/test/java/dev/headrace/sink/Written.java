package dev.headrace.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a writer makes of a record. */
final class Written {

    /** Refuses what two readers could read differently. */
    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private Written() {}

    static String line(EnvelopeWriter.Form form, SinkRecord record) {
        var out = new ByteArrayOutputStream();
        try {
            EnvelopeWriter.of(form).write(record, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static JsonNode json(EnvelopeWriter.Form form, SinkRecord record) {
        return parse(line(form, record));
    }

    static JsonNode parse(String line) {
        return STRICT.readTree(line);
    }
}
