package dev.headrace.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Tells errors of one cause from others. What the client names goes first; else the kind, the type
 * and the top frame of the application's own code; without frames, the message without its numbers.
 */
final class Fingerprints {

    private static final int BYTES = 16;

    /** What tells a browser's reports of one type apart. */
    private static final List<String> OF_REPORTS =
            List.of("directive", "blocked", "source_file", "id", "reason", "error");

    private static final byte SEPARATOR = 0x1f;

    private Fingerprints() {}

    /** 32 hexadecimal digits. */
    static String of(JsonNode error) {
        MessageDigest digest = sha256();
        JsonNode named = error.path("fingerprint");
        if (!named.isEmpty()) {
            add(digest, "named");
            named.forEach(part -> add(digest, part.asString("")));
            return text(digest);
        }
        add(digest, error.path("kind").asString(""));
        add(digest, error.path("type").asString(""));
        OF_REPORTS.forEach(member -> add(digest, error.path("body").path(member).asString("")));
        JsonNode frame = topFrame(error.path("stack"));
        if (frame.isMissingNode()) {
            add(digest, withoutNumbers(error.path("message").asString("")));
        } else {
            add(digest, frame.path("function").asString(""));
            add(digest, frame.path("file").asString(""));
        }
        return text(digest);
    }

    /** The first frame of the application's own code, or else the first. */
    private static JsonNode topFrame(JsonNode stack) {
        for (JsonNode frame : stack) {
            if (frame.path("in_app").asBoolean(false)) {
                return frame;
            }
        }
        return stack.path(0);
    }

    private static String withoutNumbers(String message) {
        var out = new StringBuilder(message.length());
        boolean number = false;
        for (int i = 0; i < message.length(); i++) {
            boolean digit = Character.isDigit(message.charAt(i));
            if (!digit) {
                out.append(message.charAt(i));
            } else if (!number) {
                out.append('0');
            }
            number = digit;
        }
        return out.toString();
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update(SEPARATOR);
    }

    private static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
