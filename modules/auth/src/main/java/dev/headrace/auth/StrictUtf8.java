package dev.headrace.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text from bytes that must be UTF-8: a replaced character would be read in two ways. */
final class StrictUtf8 {

    private StrictUtf8() {}

    static Optional<String> decode(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes));
    }

    static Optional<String> decode(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
