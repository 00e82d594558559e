package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.Position;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiptIdsTest {

    private static final String NODE = "abcdefghijkl";
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final ReceiptIds ids = ids((byte) 7, NODE);

    @Test
    void readsWhatItMade() {
        var appended = new Appended(new Position(NODE, 123_456_789_012L), 5_000);

        assertThat(ids.read(ids.of(appended)))
                .contains(new ReceiptIds.Place(123_456_789_012L, 5_000));
        assertThat(ids.read(ids.ofNothing()))
                .hasValueSatisfying(place -> assertThat(place.isNothing()).isTrue());
    }

    @Test
    void readsNothingOfAnIdWithAnyBitChanged() {
        byte[] token = Base64.getUrlDecoder().decode(one());
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String id = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

            assertThat(ids.read(id)).as("bit %s", bit).isEmpty();
        }
    }

    /** Two bits of the last letter mean nothing: a lenient decoder takes four spellings. */
    @Test
    void readsOneSpellingOnly() {
        String id = one();
        for (char letter : LETTERS.toCharArray()) {
            String other = id.substring(0, id.length() - 1) + letter;

            assertThat(ids.read(other).isPresent()).isEqualTo(other.equals(id));
        }
        assertThat(ids.read(id + "=")).isEmpty();
        assertThat(ids.read(" " + id)).isEmpty();
        assertThat(ids.read(id.substring(1))).isEmpty();
        assertThat(ids.read("")).isEmpty();
        assertThat(ids.read("é".repeat(id.length()))).isEmpty();
        assertThat(ids.read("+".repeat(id.length()))).isEmpty();
    }

    @Test
    void readsNothingOfAnotherNodesOrAnotherKeysId() {
        assertThat(ids((byte) 8, NODE).read(one())).isEmpty();
        assertThat(ids((byte) 7, "lkjihgfedcba").read(one())).isEmpty();
    }

    private String one() {
        return ids.of(new Appended(new Position(NODE, 17), 3));
    }

    private static ReceiptIds ids(byte key, String node) {
        byte[] secret = new byte[32];
        java.util.Arrays.fill(secret, key);
        return new ReceiptIds(secret, node, new Random(1));
    }
}
