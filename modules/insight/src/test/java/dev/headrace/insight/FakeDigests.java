package dev.headrace.insight;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** With a key for each organisation that anybody could guess; letters alone, from a to p. */
final class FakeDigests implements SubjectDigests {

    @Override
    public String of(Optional<String> organisation, String text) {
        try {
            byte[] keyed = (organisation + "/" + text).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(keyed);
            return HexFormat.of()
                    .formatHex(digest, 0, 16)
                    .chars()
                    .map(digit -> 'a' + Character.digit(digit, 16))
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
