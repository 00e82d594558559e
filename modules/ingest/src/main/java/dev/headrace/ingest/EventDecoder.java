package dev.headrace.ingest;

import java.util.Iterator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a body apart into events, one at a time, so that a large batch is never a large tree.
 * Bounds nesting and numbers; refuses duplicate names. Reads UTF-8 without a byte order mark and
 * nothing else: in UTF-16 the places of events would mean characters. Immutable, for any number of
 * threads.
 */
final class EventDecoder {

    static final int MOST_NESTING = 100;
    static final int MOST_DIGITS = 400;

    private final ObjectReader reader;
    private final ObjectWriter writer = JsonMapper.shared().writer();

    EventDecoder() {
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(MOST_NESTING)
                        .maxNumberLength(MOST_DIGITS)
                        .build();
        var factory =
                JsonFactory.builder()
                        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                        .streamReadConstraints(constraints)
                        .build();
        this.reader =
                JsonMapper.builder(factory)
                        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build()
                        .readerFor(JsonNode.class);
    }

    /** The tree of one event that was decoded before, and then changed. */
    JsonNode tree(byte[] event) {
        return reader.readValue(event);
    }

    /** The tree of a body that is not made of events yet; small ones alone. */
    JsonNode whole(Body body) {
        return reader.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(body.bytes(), 0, body.length());
    }

    /** What was made here, as JSON. */
    byte[] bytes(JsonNode event) {
        return writer.writeValueAsBytes(event);
    }

    /**
     * The places of a body in order. The iterator throws {@link RequestRefusedException} where the
     * body as a whole is not JSON.
     *
     * @param mostEventBytes what is larger is refused unread: a tree takes many times its text
     */
    Iterator<Decoded> decode(Body body, BodyFormat format, long mostEventBytes) {
        return switch (format) {
            case JSON -> new JsonEvents(reader, body, mostEventBytes);
            case NDJSON -> new NdjsonEvents(reader, body, mostEventBytes);
        };
    }
}
