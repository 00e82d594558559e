package dev.headrace.persistence;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditChain.Break;
import dev.headrace.insight.AuditChain.Fault;
import dev.headrace.insight.AuditWitness.End;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One pass over one chain, row by row in the order of their numbers; the first fault is kept and
 * the rest is counted alone. It may go on later, in a newer state of the store.
 */
final class ChainCheck {

    private final String node;
    private final Deque<Anchor> anchors = new ArrayDeque<>();
    private Optional<End> remembered = Optional.empty();
    private Instant now = Instant.MIN;
    private long expected = 1;
    private String hash = ChainedRow.NOTHING;
    private long rows;
    private long dropped;
    private Optional<Break> broken = Optional.empty();

    /**
     * What stands for rows that were dropped.
     *
     * @param previous hash before the first
     * @param hash of the last
     * @param due from when their month may be dropped
     */
    record Anchor(long first, long last, String previous, String hash, Instant due) {}

    /** A pass that has to be told to {@link #goOn} before it begins. */
    ChainCheck(String node) {
        this.node = node;
    }

    /**
     * Goes on with rows of one state of the store.
     *
     * @param there the chain's anchors; months that were passed may have been dropped meanwhile
     * @param end where the node itself knew the chain to have been, before it looked at the store
     */
    void goOn(List<Anchor> there, Optional<End> end, Instant at) {
        anchors.clear();
        there.stream()
                .filter(anchor -> anchor.last() >= expected)
                .map(this::fromHere)
                .sorted(Comparator.comparingLong(Anchor::first))
                .forEach(anchors::add);
        remembered = end;
        now = at;
        if (expected > 1) {
            compareWithMemory(expected - 1, hash);
        }
    }

    /** What was passed of a run of numbers was rows then. */
    private Anchor fromHere(Anchor anchor) {
        return anchor.first() >= expected
                ? anchor
                : new Anchor(expected, anchor.last(), hash, anchor.hash(), anchor.due());
    }

    /** The number of the row that it was given last, or of what stands for it; 0 at the begin. */
    long last() {
        return expected - 1;
    }

    /** Whether a row is the one that it was given last. */
    boolean isLast(long number, String stored) {
        return number == last() && stored.equals(hash);
    }

    /**
     * Takes the next row.
     *
     * @param stored the hash that the row has
     */
    void take(ChainedRow row, String stored) {
        rows++;
        passAnchorsTo(row.number());
        if (row.number() < expected) {
            fault(row.number(), Fault.DOUBLED);
        } else if (row.number() > expected) {
            fault(expected, Fault.MISSING);
        } else if (!row.hash().equals(stored)) {
            fault(row.number(), Fault.CHANGED);
        } else if (!row.previous().equals(hash)) {
            fault(row.number(), Fault.DISCONNECTED);
        }
        pass(row.number(), stored);
    }

    private void passAnchorsTo(long number) {
        while (!anchors.isEmpty() && anchors.getFirst().first() < number) {
            Anchor anchor = anchors.removeFirst();
            if (anchor.first() > expected) {
                fault(expected, Fault.MISSING);
            } else if (anchor.first() < expected) {
                fault(anchor.first(), Fault.DOUBLED);
            } else if (now.isBefore(anchor.due())) {
                fault(anchor.first(), Fault.EARLY_ANCHOR);
            } else if (!anchor.previous().equals(hash)) {
                fault(anchor.first(), Fault.DISCONNECTED);
            }
            dropped += anchor.last() - anchor.first() + 1;
            pass(anchor.last(), anchor.hash());
        }
    }

    private void pass(long number, String stored) {
        compareWithMemory(number, stored);
        expected = Math.max(expected, number + 1);
        hash = stored;
    }

    private void compareWithMemory(long number, String stored) {
        if (remembered
                .filter(end -> end.number() == number && !end.hash().equals(stored))
                .isPresent()) {
            fault(number, Fault.REMEMBERED_OTHERWISE);
        }
    }

    private void fault(long number, Fault fault) {
        if (broken.isEmpty()) {
            broken = Optional.of(new Break(number, fault));
        }
    }

    /**
     * Says how the chain stands, when all rows were taken.
     *
     * @param head where the store says that the chain ends; number 0 where it does not
     */
    AuditChain end(Organisation organisation, End head) {
        passAnchorsTo(Long.MAX_VALUE);
        if (head.number() == 0) {
            fault(1, Fault.NO_END);
        } else if (expected <= head.number()) {
            fault(expected, Fault.MISSING);
        } else if (expected - 1 > head.number()) {
            fault(head.number() + 1, Fault.BEHIND_THE_END);
        } else if (!hash.equals(head.hash())) {
            fault(head.number(), Fault.OTHER_END);
        }
        if (remembered.filter(end -> end.number() >= expected).isPresent()) {
            fault(expected, Fault.REMEMBERED_OTHERWISE);
        }
        return new AuditChain(
                node, organisation.named(), rows, dropped, head.number(), head.hash(), broken);
    }
}
