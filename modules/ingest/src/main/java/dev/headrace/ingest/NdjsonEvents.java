package dev.headrace.ingest;

import java.util.Iterator;
import java.util.NoSuchElementException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** The events of a body that is one JSON object a line; empty lines are passed over. */
final class NdjsonEvents implements Iterator<Decoded> {

    private final ObjectReader reader;
    private final byte[] bytes;
    private final int end;
    private final long mostEventBytes;
    private int from;
    private int index;

    NdjsonEvents(ObjectReader reader, Body body, long mostEventBytes) {
        this.reader = reader;
        this.bytes = body.bytes();
        this.end = body.length();
        this.mostEventBytes = mostEventBytes;
    }

    @Override
    public boolean hasNext() {
        while (from < end && isSpace(bytes[from])) {
            from++;
        }
        return from < end;
    }

    @Override
    public Decoded next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int start = from;
        int lineEnd = start;
        while (lineEnd < end && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        from = lineEnd + 1;
        int length = lineEnd - start;
        while (isSpace(bytes[start + length - 1])) {
            length--;
        }
        return line(index++, start, length);
    }

    private Decoded line(int at, int start, int length) {
        if (length > mostEventBytes) {
            return new Decoded.Refused(Rejections.tooLarge(at, mostEventBytes));
        }
        if (JsonText.firstFlaw(bytes, start, start + length) >= 0) {
            return new Decoded.Refused(
                    Rejections.notJson(at, "the line is not UTF-8, or has a lone surrogate"));
        }
        try (var parser = reader.createParser(bytes, start, length)) {
            parser.nextToken();
            JsonNode node = reader.readTree(parser);
            if (parser.nextToken() != null) {
                return new Decoded.Refused(
                        Rejections.notJson(at, "something follows the JSON value in the line"));
            }
            return node.isObject()
                    ? new Decoded.Candidate(at, node, start, length)
                    : new Decoded.Refused(Rejections.notAnObject(at));
        } catch (JacksonException e) {
            return new Decoded.Refused(
                    Rejections.notJson(at, "the line: " + JsonEvents.JsonFault.of(e).sentence()));
        }
    }

    private static boolean isSpace(byte b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }
}
