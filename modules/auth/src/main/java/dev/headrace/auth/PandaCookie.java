package dev.headrace.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The two parts of a cookie, decoded but not yet believed. */
final class PandaCookie {

    private final byte[] payload;
    private final byte[] signature;

    private PandaCookie(byte[] payload, byte[] signature) {
        this.payload = payload;
        this.signature = signature;
    }

    /** Two parts of standard base64 joined by one dot; empty for any other text. */
    static Optional<PandaCookie> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || text.indexOf('.', dot + 1) >= 0) {
            return Optional.empty();
        }
        return decoded(text.substring(0, dot))
                .flatMap(payload ->
                        decoded(text.substring(dot + 1))
                                .map(signature -> new PandaCookie(payload, signature)));
    }

    /** The decoder is lenient about padding and spare bits; encoding again shows that. */
    private static Optional<byte[]> decoded(String part) {
        byte[] encoded = part.getBytes(StandardCharsets.ISO_8859_1);
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            boolean exact = Arrays.equals(Base64.getEncoder().encode(bytes), encoded);
            return exact ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }
}
