package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.stream.IntStream;

class PlanRingTest {

    @Test
    void isReadAsItWasWritten() {
        PlanRing ring = PlanRing.EMPTY.with(entry("n1-17-abc")).with(entry("n1-18-def", 3, 20));

        PlanRing read = PlanRing.parse(ring.text());

        assertThat(read).isEqualTo(ring);
        assertThat(read.find("n1-18-def").orElseThrow().refused()).containsExactly(3, 20);
        assertThat(read.find("n1-18")).isEmpty();
    }

    @Test
    void aLongOrOddIdIsKnownByItsHash() {
        String odd = "a,b!c ".repeat(40);

        assertThat(PlanRing.parse(PlanRing.EMPTY.with(entry(odd)).text()).find(odd)).isPresent();
    }

    @Test
    void keepsTheNewestAndStaysShortEnoughForABroker() {
        PlanRing ring = PlanRing.EMPTY;
        int[] many = IntStream.range(4_900, 4_900 + PlanRing.MOST_REFUSED).toArray();
        for (int i = 0; i < 100; i++) {
            ring = ring.with(entry("n1-00000000000" + i + "-abcdef01", many));
        }

        assertThat(ring.text().length()).isLessThan(4_096);
        assertThat(ring.find("n1-0000000000099-abcdef01")).isPresent();
        assertThat(ring.find("n1-000000000000-abcdef01")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something of somebody else", "headrace1:"})
    void whatIsNotItsOwnCountsAsNothing(String text) {
        assertThat(PlanRing.parse(text)).isEqualTo(PlanRing.EMPTY);
    }

    private static PlanRing.Entry entry(String id, int... refused) {
        var bits = new BitSet();
        for (int index : refused) {
            bits.set(index);
        }
        return PlanRing.Entry.of(id, bits);
    }
}
