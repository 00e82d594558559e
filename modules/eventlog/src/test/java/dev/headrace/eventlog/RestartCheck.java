package dev.headrace.eventlog;

import static dev.headrace.eventlog.InvariantBroken.check;

import dev.headrace.eventlog.FaultyStorage.Loss;
import dev.headrace.eventlog.Node.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Starts a node on what a crash has left, twice, and compares what it finds with the model. */
final class RestartCheck {

    private static final int MANY_STARTS = 1_000;

    private final Model model;
    private final Mutant mutant;

    RestartCheck(Model model, Mutant mutant) {
        this.model = model;
        this.mutant = mutant;
    }

    void verify(FaultyStorage disk, Optional<String> node) throws InterruptedException {
        Zeros.checkSpare(disk);
        Findings first;
        try (Node opened = open(disk)) {
            first = opened.findings();
        }
        compare(first, node);
        Map<String, ByteBuffer> before = disk.contents();
        Zeros.checkEnd(before);
        FaultyStorage again = disk.afterCrash(Loss.EVERYTHING, new SplittableRandom(0));
        try (Node opened = open(again)) {
            check(
                    Invariant.RECOVERY_IS_IDEMPOTENT,
                    opened.findings().equals(first) && again.contents().equals(before),
                    () -> "first " + first + ", then " + again.contents().keySet());
            goOn(opened, first.end());
        }
    }

    private Node open(FaultyStorage disk) {
        try {
            Clock clock = Clock.fixed(Drafts.NOW, ZoneOffset.UTC);
            return Node.open(
                    disk, mutant, DeliveryState.keepingAll(World.ROUTE_EPOCH), clock, MANY_STARTS);
        } catch (IOException | EventLogFailedException e) {
            throw new InvariantBroken(Invariant.OPENS_AGAIN, e.toString(), e);
        }
    }

    /** Compares what a start found with what must be there. */
    void compare(Findings found, Optional<String> node) {
        check(
                Invariant.POSITIONS_ARE_STABLE,
                node.isEmpty() || node.get().equals(found.node()),
                () -> "the node was " + node + " and is " + found.node());
        check(
                Invariant.NO_DAMAGE_WITHOUT_ROT,
                found.damage().isEmpty(),
                () -> found.damage().toString());
        model.checkLog(found.frames(), found.start(), found.end());
        check(
                Invariant.JOURNAL_KEEPS_ITS_WORD,
                model.journal().allow(found.journal()),
                () -> found.journal() + " instead of " + model.journal());
        for (int sink = 0; sink < found.letters().size(); sink++) {
            List<String> letters = found.letters().get(sink);
            Contents expected = model.letters(sink);
            check(
                    Invariant.DEAD_LETTERS_ARE_THERE,
                    expected.allow(letters),
                    () -> letters + " instead of " + expected);
        }
    }

    private static void goOn(Node node, long end) throws InterruptedException {
        Offer more = Offer.of(999, new Command.Caller(1, 1, 40));
        try {
            Position first = node.log().append(more.frames()).first();
            check(
                    Invariant.POSITIONS_ARE_STABLE,
                    first.sequence() == end,
                    () -> "the log ended at " + end + ", the next record is " + first);
            List<String> ids = Drafts.ids(Drafts.readAll(node.log(), first));
            check(
                    Invariant.READERS_MISS_NOTHING,
                    ids.equals(List.of(end + "=" + more.events().getFirst())),
                    () -> ids + " instead of what was just appended");
        } catch (EventLogFullException e) {
            // nothing may be deleted: right
        }
    }
}
