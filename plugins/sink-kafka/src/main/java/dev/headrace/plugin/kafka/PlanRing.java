package dev.headrace.plugin.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The last batches that one slot has committed to one topic, newest last, each with the records
 * that were refused and left out. As text it is the metadata of a committed offset. Immutable.
 */
record PlanRing(List<Entry> entries) {

    static final PlanRing EMPTY = new PlanRing(List.of());

    /** A slot may be lent again before Headrace has noted its last batch; far more than that. */
    private static final int MOST = 24;

    /** The brokers' default for such a text is 4,096. */
    private static final int MOST_CHARACTERS = 3_500;

    private static final String VERSION = "headrace1:";
    private static final Pattern SHORT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What is left out is a small part of a batch; a batch with more is split before. */
    static final int MOST_REFUSED = 64;

    /**
     * One batch.
     *
     * @param refused indexes of the records that are not in the topic
     */
    record Entry(String id, List<Integer> refused) {

        static Entry of(String batchId, BitSet refused) {
            return new Entry(shortened(batchId), refused.stream().boxed().toList());
        }

        private String text() {
            return refused.isEmpty()
                    ? id
                    : id
                            + '!'
                            + refused.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining("."));
        }

        private static Entry parse(String text) {
            String[] parts = text.split("!", 2);
            List<Integer> refused =
                    parts.length == 1
                            ? List.of()
                            : Arrays.stream(parts[1].split("\\.")).map(Integer::valueOf).toList();
            return new Entry(parts[0], refused);
        }
    }

    PlanRing {
        entries = List.copyOf(entries);
    }

    /**
     * Reads what {@link #text} wrote; whatever else stands there is not ours and counts as nothing.
     */
    static PlanRing parse(String text) {
        if (!text.startsWith(VERSION) || text.length() == VERSION.length()) {
            return EMPTY;
        }
        String[] parts = text.substring(VERSION.length()).split(",");
        return new PlanRing(Arrays.stream(parts).map(Entry::parse).toList());
    }

    String text() {
        return VERSION + entries.stream().map(Entry::text).collect(Collectors.joining(","));
    }

    /** With one more; the oldest go when there is no room. */
    PlanRing with(Entry entry) {
        var kept = new ArrayDeque<>(entries);
        kept.add(entry);
        while (kept.size() > 1
                && (kept.size() > MOST
                        || new PlanRing(List.copyOf(kept)).text().length() > MOST_CHARACTERS)) {
            kept.removeFirst();
        }
        return new PlanRing(List.copyOf(kept));
    }

    Optional<Entry> find(String batchId) {
        String id = shortened(batchId);
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    private static String shortened(String id) {
        return SHORT_ID.matcher(id).matches() ? id : hash(id);
    }

    private static String hash(String id) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
