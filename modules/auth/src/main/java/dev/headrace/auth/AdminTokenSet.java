package dev.headrace.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The tokens of one reading of the token file, held as digests. */
record AdminTokenSet(List<Entry> entries) implements KeySet {

    /** A token: whose it is, and the SHA-256 of its text. */
    @SuppressWarnings("ArrayRecordComponent") // made once, never given out
    record Entry(Administrator administrator, byte[] digest) {

        Entry(Administrator administrator, String token) {
            this(administrator, AdminTokenSet.digest(token));
        }
    }

    AdminTokenSet {
        entries = List.copyOf(entries);
    }

    /**
     * Whose token it is. Compares with every token and in constant time, so that the answer's time
     * tells neither how much of a token was right nor which one it was.
     */
    Optional<Administrator> verify(String token) {
        byte[] digest = digest(token);
        Administrator found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest(), digest)) {
                found = entry.administrator();
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String summary() {
        long operators =
                entries.stream()
                        .filter(entry -> entry.administrator().role() == AdminRole.OPERATOR)
                        .count();
        return operators + " operator and " + (entries.size() - operators) + " viewer tokens";
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
