package dev.headrace.eventlog;

import dev.headrace.eventlog.Command.Append;
import dev.headrace.eventlog.Command.Bury;
import dev.headrace.eventlog.Command.Caller;
import dev.headrace.eventlog.Command.Crash;
import dev.headrace.eventlog.Command.Fail;
import dev.headrace.eventlog.Command.FillVolume;
import dev.headrace.eventlog.Command.Follow;
import dev.headrace.eventlog.Command.FreeVolume;
import dev.headrace.eventlog.Command.Kind;
import dev.headrace.eventlog.Command.Note;
import dev.headrace.eventlog.Command.Progress;
import dev.headrace.eventlog.Command.Prune;
import dev.headrace.eventlog.Command.ReadLetters;
import dev.headrace.eventlog.Command.Restart;
import dev.headrace.eventlog.Command.Seek;
import dev.headrace.eventlog.Command.Snapshot;
import dev.headrace.eventlog.Command.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes the commands of a life from a seed. */
final class RandomLife {

    private static final int COMMANDS = 30;

    /** Every so many lives, one goes through so many segments that it uses their files again. */
    private static final int BUSY_EVERY = 3;

    /** Few sizes, so that new frames end where old ones did. */
    private static final int[] SIZES = {40, 40, 40, 150, 300, 700};

    private final RandomGenerator random;
    private final List<Command> commands = new ArrayList<>();

    private RandomLife(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static List<Command> of(long seed) {
        RandomLife life = new RandomLife(seed);
        boolean busy = seed % BUSY_EVERY == 0;
        while (life.commands.size() < (busy ? 2 * COMMANDS : COMMANDS)) {
            if (busy && life.random.nextBoolean()) {
                life.fill();
            }
            life.next();
        }
        return List.copyOf(life.commands);
    }

    /** A large append, and sinks that keep up, or nearly. */
    private void fill() {
        commands.add(new Append(List.of(new Caller(1, 1, random.nextInt(300, 1_500)))));
        if (random.nextInt(3) == 0) {
            commands.add(new Progress(random.nextInt(60, 101), 100));
        }
    }

    private void next() {
        int dice = random.nextInt(100);
        if (dice < 40) {
            commands.add(append());
        } else if (dice < 44) {
            commands.add(new Seek(random.nextInt(2), random.nextInt(101)));
        } else if (dice < 51) {
            commands.add(new Follow(random.nextInt(2), 1 + random.nextInt(6)));
        } else if (dice < 58) {
            int all = random.nextInt(101);
            commands.add(new Progress(all, random.nextInt(all, 101)));
        } else if (dice < 63) {
            commands.add(random.nextBoolean() ? new Prune() : new Wait(random.nextInt(40)));
        } else if (dice < 71) {
            commands.add(new Note(1 + random.nextInt(3), size()));
        } else if (dice < 75) {
            commands.add(new Snapshot(random.nextInt(4), size()));
        } else if (dice < 80) {
            commands.add(
                    random.nextInt(4) > 0 ? new Bury(1 + random.nextInt(4)) : new ReadLetters());
        } else {
            trouble();
        }
    }

    private void trouble() {
        int dice = random.nextInt(100);
        if (dice < 20) {
            commands.add(new Restart());
        } else if (dice < 50) {
            commands.add(new Crash(random.nextInt(12), random.nextLong()));
        } else if (dice < 75) {
            commands.add(new Fail(kind(), random.nextInt(4)));
        } else if (dice < 85) { // trouble comes in pairs: a recovery that fails
            commands.add(new Crash(1 + random.nextInt(3), random.nextLong()));
            commands.add(new Fail(random.nextInt(4) > 0 ? Kind.FORCE : kind(), random.nextInt(2)));
            commands.add(append());
        } else if (dice < 95) { // a force that fails, and a page cache that hides it
            commands.add(new Fail(Kind.FORCE, 0));
            commands.add(append());
            commands.add(new Restart());
        } else {
            commands.add(random.nextInt(3) == 0 ? new FillVolume() : new FreeVolume());
        }
    }

    private Kind kind() {
        List<Kind> kinds = List.of(Kind.values());
        return kinds.get(random.nextInt(kinds.size()));
    }

    private Append append() {
        int callers = random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(3);
        return new Append(IntStream.range(0, callers).mapToObj(i -> caller()).toList());
    }

    private Caller caller() {
        int bytes = size();
        int frames = bytes > 150 ? 1 : 1 + Math.max(0, random.nextInt(bytes > 40 ? 4 : 5) - 2);
        int records = bytes > 300 ? 1 : 1 + Math.max(0, random.nextInt(4) - 1);
        return new Caller(frames, records, bytes); // less than a segment, whatever it is
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }
}
