package dev.headrace.auth;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of keys and the last good reading of it. Any thread may ask for the keys; one thread
 * refreshes. A failure never takes keys away.
 *
 * @param <K> what the file holds
 */
final class KeySource<K extends KeySet> {

    /** Both upstream libraries read their settings this often. */
    static final Duration READ_AGAIN = Duration.ofSeconds(60);

    private static final Logger LOG = System.getLogger("dev.headrace.auth");

    /** Key files are a few kilobytes; whatever is larger is another file. */
    private static final int MAX_BYTES = 1 << 20;

    /** Makes keys of a file's text. */
    interface Reader<K> {

        /**
         * Reads strictly.
         *
         * @throws AuthSettingsException listing everything that is wrong
         */
        K read(Path file, String text);
    }

    /**
     * Shows that a file has changed, also when it was replaced by one of the same size and time.
     */
    private record Stamp(FileTime modified, long size, String file) {}

    /**
     * What is known.
     *
     * @param keys of the last good reading
     * @param readAt when that was
     * @param stamp of the file that it read; empty after a failure, so that the next refresh tries
     *     again
     * @param problem of the last reading, when it failed
     */
    private record State<K>(
            K keys, Instant readAt, Optional<Stamp> stamp, Optional<String> problem) {}

    private final String name;
    private final Path file;
    private final Reader<K> reader;
    private volatile State<K> state;

    private KeySource(String name, Path file, Reader<K> reader, Instant now) {
        this.name = name;
        this.file = file;
        this.reader = reader;
        this.state = read(now);
    }

    /**
     * Reads the file for the first time.
     *
     * @throws AuthSettingsException when that fails
     */
    static <K extends KeySet> KeySource<K> open(
            String name, Path file, Reader<K> reader, Instant now) {
        return new KeySource<>(name, file, reader, now);
    }

    K keys() {
        return state.keys();
    }

    /** Reads again when the file has changed, is due, or could not be read the last time. */
    void refresh(Instant now) {
        State<K> before = state;
        try {
            if (isDue(before, now)) {
                state = read(now);
                tellWhatIsNew(before);
            }
        } catch (AuthSettingsException e) {
            fail(before, String.join("; ", e.problems()));
        } catch (RuntimeException e) {
            fail(before, file + ": reading it failed with " + e.getClass().getSimpleName());
        }
    }

    AuthHealth health() {
        State<K> shown = state;
        return new AuthHealth(
                name,
                shown.problem().isEmpty(),
                shown.problem()
                        .map(problem -> problem + "; in use are the keys read at " + shown.readAt())
                        .orElse(shown.keys().summary() + ", read at " + shown.readAt()));
    }

    private boolean isDue(State<K> before, Instant now) {
        return before.stamp().isEmpty()
                || Duration.between(before.readAt(), now).abs().compareTo(READ_AGAIN) >= 0
                || !before.stamp().get().equals(stamp(file));
    }

    /** The stamp is taken first: a change during the reading then shows at the next refresh. */
    private State<K> read(Instant now) {
        Stamp stamp = stamp(file);
        K keys = reader.read(file, text(file));
        return new State<>(keys, now, Optional.of(stamp), Optional.empty());
    }

    private void fail(State<K> before, String problem) {
        state = new State<>(before.keys(), before.readAt(), Optional.empty(), Optional.of(problem));
        if (!before.problem().equals(state.problem())) {
            LOG.log(
                    Level.WARNING,
                    "The {0} cannot be read again; those read at {1} stay in use: {2}",
                    name,
                    before.readAt(),
                    problem);
        }
    }

    private void tellWhatIsNew(State<K> before) {
        String summary = state.keys().summary();
        if (before.problem().isPresent() || !before.keys().summary().equals(summary)) {
            LOG.log(Level.INFO, "The {0} were read again: {1}", name, summary);
        }
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A key file's text.
     *
     * @throws AuthSettingsException when it cannot be read, is too large, or is not UTF-8
     */
    static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new AuthSettingsException(file, "is larger than 1 MiB, so it holds no keys");
            }
            return StrictUtf8.decode(bytes)
                    .orElseThrow(() -> new AuthSettingsException(file, "is not UTF-8 text"));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static AuthSettingsException unreadable(Path file, IOException e) {
        String problem =
                switch (e) {
                    case NoSuchFileException missing -> "is not there";
                    case AccessDeniedException denied -> "may not be read by this user";
                    default -> "cannot be read (" + e.getClass().getSimpleName() + ")";
                };
        return new AuthSettingsException(file, problem, e);
    }
}
