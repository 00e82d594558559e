package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditChain.Break;
import dev.headrace.insight.AuditChain.Fault;
import dev.headrace.insight.AuditWitness.End;
import dev.headrace.persistence.ChainCheck.Anchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chains with and without what was dropped, and all that can be wrong with them. */
class ChainCheckTest {

    private static final Organisation RED = new Organisation("red");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant DUE = NOW.minusSeconds(1);

    /** A row with the hash that is stored with it. */
    private record Stored(ChainedRow row, String hash) {}

    @Test
    void whateverWasDroppedTheRestIsWhole() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Stored> rows = rows(1 + random.nextInt(30));
            BitSet dropped = random(random, rows.size());

            AuditChain chain = check(kept(rows, dropped), anchors(rows, dropped), end(rows));

            assertThat(chain.broken()).as("round %d", round).isEmpty();
            assertThat(chain.dropped()).isEqualTo(dropped.cardinality());
            assertThat(chain.rows() + chain.dropped()).isEqualTo(rows.size());
        }
    }

    @Test
    void aRowOrAnAnchorThatIsGoneIsMissedAtItsNumber() {
        var random = new Random(8);
        for (int round = 0; round < 500; round++) {
            List<Stored> rows = rows(2 + random.nextInt(30));
            BitSet dropped = random(random, rows.size());
            List<Stored> kept = kept(rows, dropped);
            List<Anchor> anchors = anchors(rows, dropped);
            long gone;
            if (anchors.isEmpty() || !kept.isEmpty() && random.nextBoolean()) {
                gone = kept.remove(random.nextInt(kept.size())).row().number();
            } else {
                gone = anchors.remove(random.nextInt(anchors.size())).first();
            }

            assertThat(check(kept, anchors, end(rows)).broken())
                    .as("round %d", round)
                    .contains(new Break(gone, Fault.MISSING));
        }
    }

    @Test
    void aRowThatStandsTwiceOrBesideItsAnchorIsFound() {
        var random = new Random(9);
        for (int round = 0; round < 200; round++) {
            List<Stored> rows = rows(2 + random.nextInt(30));
            BitSet dropped = random(random, rows.size());
            List<Stored> kept = kept(rows, dropped);
            Stored twice = rows.get(random.nextInt(rows.size()));
            int place = 0;
            while (place < kept.size() && kept.get(place).row().number() < twice.row().number()) {
                place++;
            }
            kept.add(place, twice);

            assertThat(check(kept, anchors(rows, dropped), end(rows)).broken())
                    .as("round %d", round)
                    .isPresent();
        }
    }

    @Test
    void anAnchorHasToFitAndToBeOldEnough() {
        List<Stored> rows = rows(9);
        BitSet dropped = new BitSet();
        dropped.set(3, 6);
        List<Stored> kept = kept(rows, dropped);
        Anchor good = anchors(rows, dropped).getFirst();
        String other = "f".repeat(64);

        assertThat(check(kept, List.of(good), end(rows)).broken()).isEmpty();
        assertThat(
                        check(kept, List.of(new Anchor(4, 6, other, good.hash(), DUE)), end(rows))
                                .broken())
                .contains(new Break(4, Fault.DISCONNECTED));
        assertThat(
                        check(
                                        kept,
                                        List.of(new Anchor(4, 6, good.previous(), other, DUE)),
                                        end(rows))
                                .broken())
                .contains(new Break(7, Fault.DISCONNECTED));
        assertThat(
                        check(
                                        kept,
                                        List.of(
                                                new Anchor(
                                                        4,
                                                        6,
                                                        good.previous(),
                                                        good.hash(),
                                                        NOW.plusSeconds(1))),
                                        end(rows))
                                .broken())
                .contains(new Break(4, Fault.EARLY_ANCHOR));
    }

    @Test
    void theNodesMemoryIsComparedWhereTheChainStillHasTheRow() {
        List<Stored> rows = rows(5);
        String hash = rows.get(2).hash();

        assertThat(remembering(rows, new End(3, hash)).broken()).isEmpty();
        assertThat(remembering(rows, new End(3, "a")).broken())
                .contains(new Break(3, Fault.REMEMBERED_OTHERWISE));
        assertThat(remembering(rows, new End(6, hash)).broken())
                .contains(new Break(6, Fault.REMEMBERED_OTHERWISE));
    }

    /** Between two pieces any month that is old enough may be dropped, also one under way. */
    @Test
    void inPiecesItComesToTheSameWhateverIsDroppedMeanwhile() {
        var random = new Random(10);
        for (int round = 0; round < 500; round++) {
            List<Stored> rows = rows(1 + random.nextInt(30));
            BitSet dropped = random(random, rows.size());
            var check = new ChainCheck("one");
            long tampered = random.nextInt(3) == 0 ? 1 + random.nextInt(rows.size()) : 0;
            boolean seen = false;
            check.goOn(anchors(rows, dropped), Optional.empty(), NOW);
            for (Stored stored : rows) {
                long number = stored.row().number();
                if (number <= check.last() || dropped.get((int) number - 1)) {
                    continue;
                }
                if (number == tampered) {
                    seen = true;
                    check.take(other(stored.row()), stored.hash());
                } else {
                    check.take(stored.row(), stored.hash());
                }
                if (random.nextInt(3) == 0) {
                    dropped.or(random(random, rows.size()));
                    check.goOn(anchors(rows, dropped), Optional.of(end(rows)), NOW);
                }
            }

            Optional<Break> expected =
                    seen ? Optional.of(new Break(tampered, Fault.CHANGED)) : Optional.empty();
            assertThat(check.end(RED, end(rows)).broken())
                    .as("round %d", round)
                    .isEqualTo(expected);
        }
    }

    private static ChainedRow other(ChainedRow row) {
        return new ChainedRow(
                row.organisation(),
                row.node(),
                row.number(),
                row.previous(),
                AuditEntries.update("forged", NOW));
    }

    @Test
    void aNodesMemoryOfTheRowWhereAPieceHasEndedIsComparedToo() {
        List<Stored> rows = rows(3);
        var check = new ChainCheck("one");
        check.goOn(List.of(), Optional.empty(), NOW);
        rows.forEach(stored -> check.take(stored.row(), stored.hash()));

        check.goOn(List.of(), Optional.of(new End(3, "a")), NOW);

        assertThat(check.end(RED, end(rows)).broken())
                .contains(new Break(3, Fault.REMEMBERED_OTHERWISE));
    }

    private static AuditChain remembering(List<Stored> rows, End remembered) {
        var check = new ChainCheck("one");
        check.goOn(List.of(), Optional.of(remembered), NOW);
        rows.forEach(stored -> check.take(stored.row(), stored.hash()));
        return check.end(RED, end(rows));
    }

    private static AuditChain check(List<Stored> rows, List<Anchor> anchors, End head) {
        var check = new ChainCheck("one");
        check.goOn(anchors, Optional.empty(), NOW);
        rows.forEach(stored -> check.take(stored.row(), stored.hash()));
        return check.end(RED, head);
    }

    private static List<Stored> rows(int count) {
        var rows = new ArrayList<Stored>();
        String hash = ChainedRow.NOTHING;
        for (int i = 1; i <= count; i++) {
            var row =
                    new ChainedRow(
                            RED, "one", i, hash, AuditEntries.update("e" + i, NOW.plusSeconds(i)));
            hash = row.hash();
            rows.add(new Stored(row, hash));
        }
        return rows;
    }

    private static End end(List<Stored> rows) {
        return new End(rows.size(), rows.getLast().hash());
    }

    private static BitSet random(Random random, int size) {
        var dropped = new BitSet();
        int odds = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            if (random.nextInt(4) >= odds) {
                dropped.set(i);
            }
        }
        return dropped;
    }

    private static List<Stored> kept(List<Stored> rows, BitSet dropped) {
        var kept = new ArrayList<Stored>();
        for (int i = 0; i < rows.size(); i++) {
            if (!dropped.get(i)) {
                kept.add(rows.get(i));
            }
        }
        return kept;
    }

    private static List<Anchor> anchors(List<Stored> rows, BitSet dropped) {
        var anchors = new ArrayList<Anchor>();
        for (int from = dropped.nextSetBit(0); from >= 0; ) {
            int until = dropped.nextClearBit(from);
            anchors.add(
                    new Anchor(
                            from + 1,
                            until,
                            rows.get(from).row().previous(),
                            rows.get(until - 1).hash(),
                            DUE));
            from = dropped.nextSetBit(until);
        }
        return anchors;
    }
}
