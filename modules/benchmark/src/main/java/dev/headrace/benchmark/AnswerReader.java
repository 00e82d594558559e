package dev.headrace.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the answers of one keep-alive connection, one after the other, however the bytes come in
 * pieces. Knows bodies of an announced length only, and that a 204 has none; all that the servers
 * here send are so.
 */
final class AnswerReader {

    private static final String LENGTH = "content-length:";
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int LEAST_HEAD = STATUS_AT + 3;
    private static final int NO_CONTENT = 204;

    private final InputStream in;
    private byte[] buffer = new byte[4096];
    private int filled;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next answer; waits for all of it.
     *
     * @throws EOFException when the connection ends before
     */
    Answer next() throws IOException {
        int headLength = readHead();
        String head = new String(buffer, 0, headLength, StandardCharsets.ISO_8859_1);
        int status = status(head);
        int length = headLength + (status == NO_CONTENT ? 0 : bodyLength(head));
        while (filled < length) {
            fill();
        }
        String body = new String(buffer, headLength, length - headLength, StandardCharsets.UTF_8);
        System.arraycopy(buffer, length, buffer, 0, filled - length);
        filled -= length;
        return new Answer(status, body);
    }

    private int readHead() throws IOException {
        int looked = 0;
        while (true) {
            for (int at = Math.max(looked, 3); at < filled; at++) {
                if (buffer[at] == '\n' && buffer[at - 1] == '\r' && buffer[at - 2] == '\n') {
                    return at + 1;
                }
            }
            looked = filled;
            fill();
        }
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += read;
    }

    private static int status(String head) throws IOException {
        if (head.length() < LEAST_HEAD || !head.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an HTTP answer");
        }
        return number(head.substring(STATUS_AT, LEAST_HEAD));
    }

    private static int bodyLength(String head) throws IOException {
        int line = head.indexOf("\r\n") + 2;
        while (line < head.length()) {
            int end = head.indexOf("\r\n", line);
            if (head.regionMatches(true, line, LENGTH, 0, LENGTH.length())) {
                return number(head.substring(line + LENGTH.length(), end).strip());
            }
            line = end + 2;
        }
        throw new IOException("an answer without a length");
    }

    private static int number(String text) throws IOException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException("not a number in the head of an answer", e);
        }
    }
}
