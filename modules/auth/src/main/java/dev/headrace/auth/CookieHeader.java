package dev.headrace.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds one cookie among the {@code Cookie} headers as the service that we replace does: names
 * count their case, the first of several wins, one pair of quotes is stripped, and a value is
 * percent-decoded as a whole or, where that is impossible, left as it is.
 */
final class CookieHeader {

    private CookieHeader() {}

    static Optional<String> find(List<String> headers, String name) {
        for (String header : headers) {
            Optional<String> found = find(header, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> find(String header, String name) {
        int start = 0;
        while (start < header.length()) {
            int semicolon = header.indexOf(';', start);
            int end = semicolon < 0 ? header.length() : semicolon;
            int equals = header.indexOf('=', start, end);
            if (equals >= 0 && isName(header, start, equals, name)) {
                return Optional.of(value(header.substring(equals + 1, end).strip()));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static boolean isName(String header, int start, int end, String name) {
        int first = start;
        int last = end;
        while (first < last && isBlank(header.charAt(first))) {
            first++;
        }
        while (last > first && isBlank(header.charAt(last - 1))) {
            last--;
        }
        return last - first == name.length() && header.startsWith(name, first);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    private static String value(String raw) {
        boolean quoted = raw.length() >= 2 && raw.startsWith("\"") && raw.endsWith("\"");
        String inner = quoted ? raw.substring(1, raw.length() - 1) : raw;
        return inner.indexOf('%') < 0 ? inner : decoded(inner).orElse(inner);
    }

    private static Optional<String> decoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int at = 0; at < in.length; at++) {
            if (in[at] != '%') {
                out.put(in[at]);
                continue;
            }
            int high = at + 2 < in.length ? Character.digit(in[at + 1], 16) : -1;
            int low = at + 2 < in.length ? Character.digit(in[at + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            out.put((byte) (high << 4 | low));
            at += 2;
        }
        return StrictUtf8.decode(out.flip());
    }
}
