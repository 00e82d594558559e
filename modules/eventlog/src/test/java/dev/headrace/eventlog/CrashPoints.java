package dev.headrace.eventlog;

import dev.headrace.eventlog.Power.CrashPoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lives lives and lets the power fail before every step of them: starts a node on what is left and
 * checks every {@link Invariant}. A life that breaks one is reduced to the few commands that do.
 */
final class CrashPoints {

    static final String SEED = "headrace.crash.seed";

    private final Mutant mutant;
    private long count;
    private long steps;
    private long recycled;

    CrashPoints(Mutant mutant) {
        this.mutant = mutant;
    }

    /** A life that broke a promise. */
    record Failure(long seed, List<Command> commands, String where, InvariantBroken broken) {

        /** All that one needs to see it again. */
        String report() {
            return broken.getMessage()
                    + "\n  seed "
                    + seed
                    + ", "
                    + where
                    + "\n  commands:\n"
                    + commands.stream()
                            .map(command -> "    " + command)
                            .collect(Collectors.joining("\n"))
                    + "\n  again: -Dtest=CrashPointsTest -D"
                    + SEED
                    + "="
                    + seed;
        }
    }

    /** Lives of consecutive seeds until so many crash points were made, or one broke a promise. */
    Optional<Failure> explore(long firstSeed, long wanted) throws InterruptedException {
        for (long seed = firstSeed; count < wanted; seed++) {
            Optional<Failure> failure = live(seed, RandomLife.of(seed));
            if (failure.isPresent()) {
                return Optional.of(shrink(failure.get()));
            }
        }
        return Optional.empty();
    }

    /** Lives one life; empty when every promise was kept. */
    Optional<Failure> live(long seed, List<Command> commands) throws InterruptedException {
        Power power = new Power(seed);
        String where = "at the first start";
        try {
            World world = new World(mutant, power);
            for (Command command : commands) {
                where = "in " + command;
                world.execute(command);
                for (CrashPoint point : power.takePoints()) {
                    where = "crash in " + command + ", " + text(point);
                    check(point);
                }
            }
            where = "at the end";
            world.close();
            power.end();
            for (CrashPoint point : power.takePoints()) {
                check(point);
            }
            return Optional.empty();
        } catch (InvariantBroken e) {
            return Optional.of(new Failure(seed, commands, where, e));
        }
    }

    private static String text(CrashPoint point) {
        return "before step " + point.step() + " (" + point.operation() + "), lost " + point.loss();
    }

    private void check(CrashPoint point) throws InterruptedException {
        count++;
        steps = Math.max(steps, point.step());
        recycled += point.operation().equals("rename log/spare.tmp") ? 1 : 0;
        new RestartCheck(point.promised(), mutant).verify(point.left(), point.node());
    }

    /** The shortest life that still breaks the same promise. */
    Failure shrink(Failure failure) throws InterruptedException {
        Shrinker shrinker =
                new Shrinker(commands ->
                        live(failure.seed(), commands)
                                .filter(other -> isSame(failure, other))
                                .isPresent());
        List<Command> few = shrinker.shrink(failure.commands());
        return live(failure.seed(), few).orElse(failure);
    }

    private static boolean isSame(Failure one, Failure other) {
        return one.broken().invariant() == other.broken().invariant();
    }

    /** How many crash points were made so far. */
    long count() {
        return count;
    }

    /** How many of them were just before the file of a segment was kept to be used again. */
    long recycled() {
        return recycled;
    }

    /** The most steps that a life had. */
    long longestLife() {
        return steps;
    }
}
