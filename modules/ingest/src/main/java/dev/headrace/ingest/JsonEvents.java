package dev.headrace.ingest;

import dev.headrace.event.Rejection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** The events of a body that is one JSON object or an array of them. */
final class JsonEvents implements Iterator<Decoded> {

    private final ObjectReader reader;
    private final JsonParser parser;
    private final Body body;
    private final long mostEventBytes;
    private final boolean array;
    private int index;
    private @Nullable JsonToken token;

    JsonEvents(ObjectReader reader, Body body, long mostEventBytes) {
        int flaw = JsonText.firstFlaw(body.bytes(), 0, body.length());
        if (flaw >= 0) {
            throw new RequestRefusedException(
                    Problem.NOT_JSON, "byte " + flaw + " is not UTF-8, or begins a lone surrogate");
        }
        this.reader = reader;
        this.body = body;
        this.mostEventBytes = mostEventBytes;
        this.parser = reader.createParser(body.bytes(), 0, body.length());
        this.token = advance();
        if (token == null) {
            throw new RequestRefusedException(Problem.NOT_JSON, "the body is empty");
        }
        this.array = token == JsonToken.START_ARRAY;
        if (array) {
            this.token = advance();
        }
    }

    @Override
    public boolean hasNext() {
        if (array && token == JsonToken.END_ARRAY) {
            token = advance();
            requireEnd();
            return false;
        }
        if (!array && index > 0) {
            requireEnd();
            return false;
        }
        return token != null;
    }

    @Override
    public Decoded next() {
        if (token == null) {
            throw new NoSuchElementException();
        }
        try {
            int offset = (int) parser.currentTokenLocation().getByteOffset();
            if (token != JsonToken.START_OBJECT) {
                return passedOver(Rejections.notAnObject(index));
            }
            if (JsonScan.isLonger(body.bytes(), offset, body.length(), mostEventBytes)) {
                return passedOver(Rejections.tooLarge(index, mostEventBytes));
            }
            JsonNode node = reader.readTree(parser);
            int length = (int) parser.currentLocation().getByteOffset() - offset;
            token = parser.nextToken();
            return new Decoded.Candidate(index++, node, offset, length);
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    /** Without making a tree of it. */
    private Decoded passedOver(Rejection rejection) {
        parser.skipChildren();
        token = parser.nextToken();
        index++;
        return new Decoded.Refused(rejection);
    }

    private @Nullable JsonToken advance() {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    private void requireEnd() {
        if (token != null) {
            throw new RequestRefusedException(
                    Problem.NOT_JSON, "something follows the JSON value at " + place(parser));
        }
    }

    private RequestRefusedException refused(JacksonException e) {
        return switch (JsonFault.of(e)) {
            case TOO_DEEP_OR_LONG ->
                    new RequestRefusedException(
                            Problem.TOO_LARGE, JsonFault.of(e).sentence() + " at " + place(parser));
            case DUPLICATE_NAME, SYNTAX ->
                    new RequestRefusedException(
                            Problem.NOT_JSON, JsonFault.of(e).sentence() + " at " + place(parser));
        };
    }

    private static String place(JsonParser parser) {
        var location = parser.currentLocation();
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What is wrong with a text that should be JSON, in words that hold nothing of the text. */
    enum JsonFault {
        SYNTAX("not JSON"),
        DUPLICATE_NAME("an object has the same name twice"),
        TOO_DEEP_OR_LONG(
                "nested deeper than %d levels, or a number of more than %d digits"
                        .formatted(EventDecoder.MOST_NESTING, EventDecoder.MOST_DIGITS));

        private final String sentence;

        JsonFault(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }

        static JsonFault of(JacksonException e) {
            if (e instanceof StreamConstraintsException) {
                return TOO_DEEP_OR_LONG;
            }
            return e instanceof tools.jackson.core.exc.StreamReadException
                    ? SYNTAX
                    : DUPLICATE_NAME;
        }
    }
}
