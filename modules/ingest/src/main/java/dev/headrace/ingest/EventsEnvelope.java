package dev.headrace.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A body {@code {"events":[…]}}, as several dialects have it; {@code "sent_at"} may stand beside.
 * Taking the envelope off overwrites it with blanks, in place: what is left is the array, at the
 * places where its events stood. About a nanosecond a byte; nothing is copied.
 */
final class EventsEnvelope {

    private static final String FORM = "the body is {\"events\":[…]}";
    private static final int LONGEST_TIME = 64;

    private final byte[] bytes;
    private final int end;
    private int at;

    private EventsEnvelope(Body body) {
        this.bytes = body.bytes();
        this.end = body.length();
    }

    /**
     * Takes the envelope off.
     *
     * @throws RequestRefusedException when there is none, or something else is in it
     */
    static void takeOff(IngestRequest request, Body body) {
        if (BodyFormat.of(request.contentType()) != BodyFormat.JSON) {
            throw new RequestRefusedException(
                    Problem.UNSUPPORTED_MEDIA_TYPE, "Content-Type is application/json; " + FORM);
        }
        new EventsEnvelope(body).takeOff();
    }

    private void takeOff() {
        expect('{');
        int from = -1;
        int to = -1;
        boolean more = true;
        while (more) {
            String name = name();
            expect(':');
            if (name.equals("events") && from < 0) {
                from = skipSpace();
                expect('[');
                at = JsonScan.endOfContainer(bytes, from, end);
                to = at;
            } else if (name.equals("sent_at")) {
                skipTime();
            } else {
                throw refused("; it has another name, or one twice");
            }
            more = isNext(',');
        }
        expect('}');
        if (from < 0) {
            throw refused("; events are missing");
        }
        if (skipSpace() < end) {
            throw refused("; something follows it");
        }
        blank(0, from);
        blank(to, end);
    }

    /** A name without escapes; the known ones have none. */
    private String name() {
        expect('"');
        int start = at;
        while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        String name =
                new String(
                        bytes,
                        start,
                        Math.min(at - start, LONGEST_TIME),
                        StandardCharsets.ISO_8859_1);
        expect('"');
        return name;
    }

    /** What is thrown away is looked at too: a body that is not UTF-8 is refused anywhere. */
    private void skipTime() {
        expect('"');
        int start = at;
        while (at < end && isOfTime(bytes[at]) && at - start < LONGEST_TIME) {
            at++;
        }
        expect('"');
    }

    private static boolean isOfTime(byte one) {
        return (one >= '0' && one <= ':') || one == 'T' || one == 'Z' || "+-.".indexOf(one) >= 0;
    }

    private void expect(char sign) {
        if (!isNext(sign)) {
            throw refused(": " + sign + " is missing at byte " + at);
        }
    }

    private boolean isNext(char sign) {
        skipSpace();
        if (at < end && bytes[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    private int skipSpace() {
        while (at < end && JsonScan.isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private void blank(int from, int to) {
        Arrays.fill(bytes, from, to, (byte) ' ');
    }

    private static RequestRefusedException refused(String why) {
        return new RequestRefusedException(Problem.BAD_REQUEST, FORM + why);
    }
}
