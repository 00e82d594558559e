package dev.headrace.eventlog;

import dev.headrace.eventlog.FaultyStorage.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The bytes of one file of a {@link FaultyStorage}: as they are read, as they are on disk, and what
 * was changed since the last force, in order. Arrays are shared with copies until they change.
 */
final class FaultyFile {

    private static final int SECTOR = 512;

    private final List<Change> unforced = new ArrayList<>();
    private byte[] content = new byte[0];
    private byte[] durable = new byte[0];
    private boolean contentIsShared;

    /** Something that was done to the file and that a crash may undo, in part. */
    private sealed interface Change {}

    /** Whole sectors as a write left them: a disk writes no less. */
    private record Sectors(int offset, byte[] bytes) implements Change {

        byte[] applyTo(byte[] file) {
            byte[] next = Arrays.copyOf(file, Math.max(file.length, offset + bytes.length));
            System.arraycopy(bytes, 0, next, offset, bytes.length);
            return next;
        }

        byte[] applySome(byte[] file, int likelihood, RandomGenerator random) {
            byte[] next = file;
            for (int at = 0; at < bytes.length; at += SECTOR) {
                if (random.nextInt(4) < likelihood) {
                    boolean torn = random.nextInt(8) == 0;
                    int length = Math.min(torn ? SECTOR / 2 : SECTOR, bytes.length - at);
                    byte[] sector = Arrays.copyOfRange(bytes, at, at + length);
                    next = new Sectors(offset + at, sector).applyTo(next);
                }
            }
            return next;
        }
    }

    /** A new size. */
    private record Size(int size) implements Change {}

    byte[] content() {
        return content;
    }

    boolean isForced() {
        return unforced.isEmpty() && Arrays.equals(content, durable);
    }

    void write(byte[] bytes, int offset) {
        int end = offset + bytes.length;
        if (contentIsShared || end > content.length) {
            content = Arrays.copyOf(content, Math.max(content.length, end));
            contentIsShared = false;
        }
        System.arraycopy(bytes, 0, content, offset, bytes.length);
        int from = offset / SECTOR * SECTOR;
        int to = Math.min(content.length, (end + SECTOR - 1) / SECTOR * SECTOR);
        unforced.add(new Sectors(from, Arrays.copyOfRange(content, from, to)));
    }

    void truncate(int size) {
        content = Arrays.copyOf(content, size);
        contentIsShared = false;
        unforced.add(new Size(size));
    }

    void force() {
        for (Change change : unforced) {
            durable =
                    switch (change) {
                        case Sectors sectors -> sectors.applyTo(durable);
                        case Size(int size) -> Arrays.copyOf(durable, size);
                    };
        }
        if (durable.length != content.length) { // the size is always known to the file system
            durable = Arrays.copyOf(durable, content.length);
        }
        unforced.clear();
    }

    /** Nothing is left to be written, although not all of it was. */
    void failForce(Loss loss, RandomGenerator random) {
        durable = left(loss, random);
        unforced.clear();
    }

    FaultyFile afterCrash(Loss loss, RandomGenerator random) {
        FaultyFile copy = new FaultyFile();
        copy.content = unforced.isEmpty() ? durable : left(loss, random);
        copy.durable = copy.content;
        copy.contentIsShared = true;
        return copy;
    }

    private byte[] left(Loss loss, RandomGenerator random) {
        if (loss == Loss.EVERYTHING) {
            return durable;
        }
        byte[] left = durable;
        int likelihood = loss == Loss.NOTHING ? 4 : random.nextInt(5);
        for (Change change : unforced) {
            left =
                    switch (change) {
                        case Sectors sectors ->
                                loss == Loss.NOTHING
                                        ? sectors.applyTo(left)
                                        : sectors.applySome(left, likelihood, random);
                        case Size(int size) ->
                                random.nextInt(4) < likelihood ? Arrays.copyOf(left, size) : left;
                    };
        }
        boolean sizeReached = loss == Loss.SOMETHING && random.nextBoolean();
        return sizeReached && left.length < content.length
                ? Arrays.copyOf(left, content.length)
                : left;
    }
}
