package dev.headrace.publishing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Ids for the events of one object that have none: the last part of the object's name, a hyphen,
 * and the SHA-1 of the line, as the first system to write this layout gave them; so what it had put
 * into a search index is recognised. An equal line that comes again in the object gets its count
 * behind it. Asked for the lines in order, from the object's first. For one thread.
 */
final class StoredIds {

    /** An id has at most 128 characters: room for a hyphen, a digest and a count. */
    private static final int LONGEST_NAME = 75;

    private static final int NODE_DIGITS = 12;

    private final String name;
    private final String node;
    private final Map<String, Integer> seen = new HashMap<>();

    StoredIds(String object) {
        String last = object.substring(object.lastIndexOf('/') + 1);
        String digest = sha1(object.getBytes(StandardCharsets.UTF_8));
        boolean usable =
                last.length() <= LONGEST_NAME && last.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        this.name = usable ? last : digest;
        this.node = "lake" + digest.substring(0, NODE_DIGITS);
    }

    /** Stands in for the node in the positions of the object's lines. */
    String node() {
        return node;
    }

    String of(byte[] line) {
        String digest = sha1(line);
        int before = seen.merge(digest, 1, Integer::sum) - 1;
        String id = name + '-' + digest;
        return before == 0 ? id : id + '-' + before;
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
