package dev.headrace.eventlog;

import static dev.headrace.eventlog.InvariantBroken.check;

import dev.headrace.eventlog.FaultyStorage.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The disk of a life and what befalls it. Before every step of every file operation it keeps what a
 * power failure would leave just then, with what the node had promised by then: crash points.
 */
final class Power {

    /** Of what was not forced: nothing, everything, and twice what chance decides. */
    private static final List<Loss> LOSSES =
            List.of(Loss.EVERYTHING, Loss.NOTHING, Loss.SOMETHING, Loss.SOMETHING);

    private final long seed;
    private final List<CrashPoint> points = new ArrayList<>();
    private Model model = new Model(0);
    private Supplier<Optional<String>> node = Optional::empty;
    private FaultyStorage disk = new FaultyStorage();
    private RandomGenerator random;
    private int step;
    private FaultyStorage.Fault fault = (operation, path) -> {};
    private boolean full;
    private volatile boolean trouble;

    Power(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        prepareDisk();
    }

    /**
     * A moment in which the power could fail.
     *
     * @param step its number in the life
     * @param operation what would have been next
     * @param loss how much of what was not forced is lost
     * @param left the disk after it
     * @param promised the model at that moment
     * @param node the node's id, if it is known
     */
    record CrashPoint(
            int step,
            String operation,
            Loss loss,
            FaultyStorage left,
            Model promised,
            Optional<String> node) {}

    /** From now on crash points are kept. */
    void watch(Model promises, Supplier<Optional<String>> nodeId) {
        model = promises;
        node = nodeId;
    }

    private void prepareDisk() {
        disk.leaveFailuresTo(random);
        disk.observeSteps(this::keepPoint);
        disk.failWhen(fault);
    }

    private synchronized void keepPoint(String operation) {
        step++;
        Model promised = model.copy();
        boolean same = disk.isForced();
        for (int i = 0; i < (same ? 1 : LOSSES.size()); i++) {
            RandomGenerator chance = new SplittableRandom((seed * 31 + step) * 31 + i);
            points.add(
                    new CrashPoint(
                            step,
                            operation,
                            LOSSES.get(i),
                            disk.afterCrash(LOSSES.get(i), chance),
                            promised,
                            node.get()));
        }
    }

    /** The crash points since the last call. */
    synchronized List<CrashPoint> takePoints() {
        List<CrashPoint> taken = List.copyOf(points);
        points.clear();
        return taken;
    }

    /** The last one: nothing more is done. */
    void end() {
        keepPoint("the end");
    }

    FaultyStorage disk() {
        return disk;
    }

    void failAfter(int steps, long chance) {
        random = new SplittableRandom(chance);
        disk.crashAtStep(steps, random);
    }

    boolean hasFailed() {
        return disk.isDead();
    }

    void comesBack() {
        disk = disk.afterCrash(random);
        full = false;
        prepareDisk();
    }

    void failOnce(Command.Kind kind, int after) {
        int[] left = {after};
        fault =
                (operation, path) -> {
                    if (kind.covers(operation) && left[0]-- == 0) {
                        trouble = true;
                        throw new IOException(kind + " failed: " + operation + " " + path);
                    }
                };
        disk.failWhen(fault);
    }

    void fillVolume() {
        disk.usableBytes(0);
        full = true;
        trouble = true;
    }

    void freeVolume() {
        disk.usableBytes(Long.MAX_VALUE);
        full = false;
    }

    /** A node starts: what failed before it does not count any more. */
    void newStart() {
        trouble = full;
    }

    /** Whether anything has failed since the start that excuses an error. */
    boolean hadTrouble() {
        return trouble || hasFailed();
    }

    /** The bases of all segments. */
    List<Long> segments() {
        return disk.names().stream()
                .filter(path -> path.endsWith(".seg"))
                .map(path -> Segment.baseOf(path.substring(path.lastIndexOf('/') + 1)))
                .sorted()
                .toList();
    }

    /** The log has said that it is full: then another segment would not fit and none may go. */
    void checkFull(long pinned) {
        List<Long> bases = segments();
        check(
                Invariant.REFUSED_ONLY_WHEN_FULL,
                hadTrouble() || (bases.size() >= Node.SEGMENTS && bases.get(1) > pinned),
                () -> "segments " + bases + ", required sinks need " + pinned);
    }

    /** Segments were pruned: then the first one that is left was begun long ago. */
    void checkKept(List<Long> before, Instant keepFrom) {
        List<Long> after = segments();
        if (!after.equals(before) && !hasFailed()) {
            byte[] first = disk.content(Segment.path(after.getFirst()));
            long created = SegmentHeader.from(ByteBuffer.wrap(first)).orElseThrow().createdMillis();
            check(
                    Invariant.KEPT_FOR_ITS_TIME,
                    created <= keepFrom.toEpochMilli(),
                    () -> "deleted up to " + after.getFirst() + ", begun at " + created);
        }
    }
}
