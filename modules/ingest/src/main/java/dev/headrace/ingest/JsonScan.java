package dev.headrace.ingest;

/**
 * Looks at JSON without reading it: brackets, strings and commas alone, about a nanosecond a byte.
 * What it says of a text that is not JSON means little, and the decoder will refuse that text.
 */
final class JsonScan {

    private JsonScan() {}

    /** How many events a body holds, before anything is made of them. */
    static int events(Body body, BodyFormat format) {
        return switch (format) {
            case JSON -> elements(body.bytes(), body.length());
            case NDJSON -> lines(body.bytes(), body.length());
        };
    }

    /** Elements of the array, or 1 for whatever is no array. */
    private static int elements(byte[] bytes, int end) {
        int at = 0;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        if (at == end) {
            return 0;
        }
        return bytes[at] == '[' ? elementsBehind(bytes, at + 1, end) : 1;
    }

    private static int elementsBehind(byte[] bytes, int from, int end) {
        int commas = 0;
        int depth = 1;
        boolean empty = true;
        for (int at = from; at < end && depth > 0; at++) {
            byte one = bytes[at];
            if (one == '"') {
                at = endOfString(bytes, at + 1, end) - 1;
            } else if (one == ',' && depth == 1) {
                commas++;
            }
            depth += step(one);
            empty &= depth == 0 || isSpace(one);
        }
        return empty ? 0 : commas + 1;
    }

    private static int lines(byte[] bytes, int end) {
        int lines = 0;
        boolean blank = true;
        for (int at = 0; at < end; at++) {
            if (bytes[at] == '\n') {
                blank = true;
            } else if (blank && !isSpace(bytes[at])) {
                blank = false;
                lines++;
            }
        }
        return lines;
    }

    /**
     * Whether the object or array that starts here goes on for more than so many bytes.
     *
     * @param from where its bracket stands
     * @param end the end of all bytes
     */
    static boolean isLonger(byte[] bytes, int from, int end, long most) {
        if (end - from <= most) {
            return false;
        }
        int limit = (int) (from + most);
        int depth = 0;
        for (int at = from; at < limit; at++) {
            byte one = bytes[at];
            if (one == '"') {
                at = endOfString(bytes, at + 1, limit) - 1;
            }
            depth += step(one);
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Behind the object or array that starts here, or the end where it does not end.
     *
     * @param from where its bracket stands
     */
    static int endOfContainer(byte[] bytes, int from, int end) {
        int depth = 0;
        for (int at = from; at < end; at++) {
            byte one = bytes[at];
            if (one == '"') {
                at = endOfString(bytes, at + 1, end) - 1;
            }
            depth += step(one);
            if (depth == 0) {
                return at + 1;
            }
        }
        return end;
    }

    private static int step(byte one) {
        return switch (one) {
            case '[', '{' -> 1;
            case ']', '}' -> -1;
            default -> 0;
        };
    }

    /** Behind the closing quote, or the end. */
    private static int endOfString(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"') {
                return at + 1;
            }
        }
        return end;
    }

    static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }
}
