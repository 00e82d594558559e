package dev.headrace.plugin.file;

import dev.headrace.sink.LakeFile;
import dev.headrace.sink.SafeName;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.StreamContract;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Removes files that are older than their stream's retention: whole hours, when the end of the hour
 * is past it.
 *
 * <p>It works a little with each write and has no thread. Every ten minutes it looks anew which
 * days are due; a crash leaves nothing to repair, because what is due is told by the folders' names
 * alone. It enters no link, so it never leaves the lake, and it removes only files that are named
 * as this sink names them; a folder goes when it is empty. Only streams that have a contract now
 * are looked at. Safe for use by several threads: one works, the others pass by.
 */
final class Retention {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    /** What one write may remove: tens of milliseconds on a common disk. */
    private static final int MOST_FILES = 500;

    private static final Pattern OURS =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*\\.ndjson(\\.gz)?|\\..+\\.tmp");

    private final Path root;
    private final SinkContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<DueDay> due = new ArrayDeque<>();
    private Instant next = Instant.MIN;
    private int left;
    private boolean failed;

    Retention(Path root, SinkContext context) {
        this.root = root;
        this.context = context;
    }

    /**
     * Removes some of what is due. Failures are logged and counted; they are no write's failure.
     */
    void work() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            plan(context.clock().instant());
            left = MOST_FILES;
            while (mayGoOn() && !due.isEmpty()) {
                DueDay day = due.remove();
                clean(day);
                if (!mayGoOn()) {
                    due.addFirst(day); // perhaps not finished
                }
            }
            if (left < MOST_FILES) {
                context.metrics().add("files_removed", MOST_FILES - left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayGoOn() {
        return left > 0 && !Thread.currentThread().isInterrupted();
    }

    private void plan(Instant now) {
        if (now.isBefore(next) || !due.isEmpty()) {
            return;
        }
        next = now.plus(INTERVAL);
        failed = false;
        for (StreamContract stream : context.streams().all()) {
            stream.retention().ifPresent(time -> planOne(stream, now.minus(time)));
        }
    }

    private void planOne(StreamContract stream, Instant end) {
        Path folder = root.resolve(SafeName.of(stream.name()));
        try (DirectoryStream<Path> days = entries(folder, LakeFile.DATE_PREFIX)) {
            for (Path day : days) {
                DueDay.of(day, end).ifPresent(due::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            tell(folder, e);
        }
    }

    private void clean(DueDay day) {
        try (DirectoryStream<Path> hours = entries(day.folder(), LakeFile.HOUR_PREFIX)) {
            for (Path hour : hours) {
                if (day.hasPassed(hour)) {
                    empty(hour);
                }
                if (!mayGoOn()) {
                    return;
                }
            }
            removeIfEmpty(day.folder());
        } catch (IOException | DirectoryIteratorException e) {
            tell(day.folder(), e);
        }
    }

    private void empty(Path hour) throws IOException {
        try (DirectoryStream<Path> files = entries(hour, "")) {
            for (Path file : files) {
                if (!mayGoOn()) {
                    return;
                }
                if (isOurs(file) && Files.deleteIfExists(file)) {
                    left--;
                }
            }
        }
        removeIfEmpty(hour);
    }

    private static boolean isOurs(Path file) {
        return OURS.matcher(String.valueOf(file.getFileName())).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The entries of a folder; none where it is a link or has gone. */
    private static DirectoryStream<Path> entries(Path folder, String prefix) throws IOException {
        boolean real = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        return real ? Files.newDirectoryStream(folder, prefix + "*") : new NoEntries();
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            return; // somebody else's files stay, and their folder with them
        }
    }

    private void tell(Path folder, Exception e) {
        context.metrics().add("removals_failed", 1);
        if (!failed) {
            failed = true;
            context.logger()
                    .log(
                            System.Logger.Level.WARNING,
                            "Sink " + context.name() + " could not remove old files in " + folder,
                            e);
        }
    }
}
