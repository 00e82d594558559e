package dev.headrace.auth;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cookie says, read without any decoding: values are raw.
 *
 * @param email of the person
 * @param expires when the cookie stops being fresh
 * @param multifactor whether the person used a second factor
 */
record PandaPayload(String email, Instant expires, boolean multifactor) {

    private static final List<String> REQUIRED =
            List.of(
                    "firstName",
                    "lastName",
                    "email",
                    "system",
                    "authedIn",
                    "expires",
                    "multifactor");

    /**
     * Reads the payload. Required fields must be there, once and not empty; a field that we do not
     * know is fine; a piece without an equals sign is not.
     */
    static Optional<PandaPayload> parse(byte[] payload) {
        return StrictUtf8.decode(payload)
                .flatMap(PandaPayload::fields)
                .filter(PandaPayload::isComplete)
                .flatMap(PandaPayload::of);
    }

    private static Optional<Map<String, String>> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        int start = 0;
        while (start <= text.length()) {
            int ampersand = text.indexOf('&', start);
            int end = ampersand < 0 ? text.length() : ampersand;
            int equals = text.indexOf('=', start, end);
            if (equals < 0
                    || fields.put(text.substring(start, equals), text.substring(equals + 1, end))
                            != null) {
                return Optional.empty();
            }
            start = end + 1;
        }
        return Optional.of(fields);
    }

    private static boolean isComplete(Map<String, String> fields) {
        return REQUIRED.stream().noneMatch(name -> fields.getOrDefault(name, "").isEmpty());
    }

    private static Optional<PandaPayload> of(Map<String, String> fields) {
        String email = fields.getOrDefault("email", "");
        return expires(fields.getOrDefault("expires", ""))
                .flatMap(expires ->
                        truth(fields.getOrDefault("multifactor", ""))
                                .map(multifactor -> new PandaPayload(email, expires, multifactor)));
    }

    /** Epoch milliseconds in ASCII digits: the JDK alone would take those of other scripts too. */
    private static Optional<Instant> expires(String text) {
        if (text.chars().anyMatch(letter -> letter >= 0x80)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Leaves out the address. */
    @Override
    public String toString() {
        return "PandaPayload[" + expires + "]";
    }
}
