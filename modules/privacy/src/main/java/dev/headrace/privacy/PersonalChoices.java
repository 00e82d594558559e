package dev.headrace.privacy;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The choices of persons as this node knows them. Doors look them up in memory; {@link #refresh}
 * takes over what was changed, on this node or another, and leaves a snapshot on disk. A node whose
 * store is away goes on with what it knew last, also after a restart; one that has never known
 * anything knows nothing, which is not the same as that nobody has chosen. Safe for use by any
 * number of threads.
 */
public final class PersonalChoices {

    private static final System.Logger LOG = System.getLogger(PersonalChoices.class.getName());

    private final MarkKey key;
    private final ChoiceStore store;
    private final Optional<ChoiceFile> snapshot;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Optional<KnownChoices> known = Optional.empty();
    private volatile Status status =
            new Status(State.UNKNOWN, Optional.empty(), 0, 0, 0, Optional.empty());
    private boolean unsaved;

    /** How much is known. */
    public enum State {
        /** What the store holds. */
        CURRENT,
        /** What it held when it last answered. */
        LAST_KNOWN,
        /** Nothing: whoever obeys choices keeps nothing. */
        UNKNOWN
    }

    /**
     * How it stands.
     *
     * @param asOf when what is known was true
     * @param generation the last change that is known
     * @param marks of how many persons and addresses something is known
     * @param exclusions how many of them are excluded
     * @param problem why it is not current, for operators
     */
    public record Status(
            State state,
            Optional<Instant> asOf,
            long generation,
            int marks,
            int exclusions,
            Optional<String> problem) {

        private Status failed(String why) {
            State less = state == State.UNKNOWN ? State.UNKNOWN : State.LAST_KNOWN;
            return new Status(less, asOf, generation, marks, exclusions, Optional.of(why));
        }
    }

    private PersonalChoices(
            MarkKey key, ChoiceStore store, Optional<ChoiceFile> snapshot, Clock clock) {
        this.key = key;
        this.store = store;
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /**
     * Choices that are kept elsewhere. Reads the snapshot and asks nobody yet.
     *
     * @param snapshot the file that remembers what the store held
     */
    public static PersonalChoices of(ChoiceStore store, MarkKey key, Path snapshot, Clock clock) {
        var file = new ChoiceFile(snapshot, key);
        var choices = new PersonalChoices(key, store, Optional.of(file), clock);
        choices.remember(file);
        return choices;
    }

    /** Choices that this node keeps itself. */
    public static PersonalChoices of(LocalChoices local, MarkKey key, Clock clock) {
        var choices = new PersonalChoices(key, local, Optional.empty(), clock);
        choices.refresh();
        return choices;
    }

    /** Nobody has chosen anything, and nobody can: for pipelines without choices. */
    public static PersonalChoices none() {
        var choices =
                new PersonalChoices(
                        new MarkKey(new byte[KeyRing.KEY_BYTES]),
                        new Nobody(),
                        Optional.empty(),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        choices.refresh();
        return choices;
    }

    private void remember(ChoiceFile file) {
        try {
            if (file.exists()) {
                ChoiceFile.Written before = file.read();
                take(before.choices(), State.LAST_KNOWN, before.at());
            }
        } catch (ChoicesUnavailableException e) {
            status = status.failed(String.valueOf(e.getMessage()));
            LOG.log(Level.WARNING, "What persons have chosen is not known from the snapshot", e);
        }
    }

    /** What is known now; empty when nothing is. No I/O. */
    public Optional<KnownChoices> known() {
        return known;
    }

    /** How it stands. */
    public Status status() {
        return status;
    }

    /** The key that makes marks. */
    public MarkKey key() {
        return key;
    }

    /** Takes over what was changed since the last time; to be called every few seconds. */
    public void refresh() {
        lock.lock();
        try {
            Instant now = clock.instant();
            long generation = store.generation();
            if (status.state() == State.UNKNOWN || generation != status.generation()) {
                take(store.read(), State.CURRENT, now);
                unsaved = true;
                save(now);
            } else {
                save(now);
                recovered();
                Status same = status;
                status =
                        new Status(
                                State.CURRENT,
                                Optional.of(now),
                                same.generation(),
                                same.marks(),
                                same.exclusions(),
                                Optional.empty());
            }
        } catch (ChoicesUnavailableException e) {
            failed(e);
        } finally {
            lock.unlock();
        }
    }

    private void take(Choices choices, State state, Instant at) {
        recovered();
        known = Optional.of(new KnownChoices(key, choices));
        status =
                new Status(
                        state,
                        Optional.of(at),
                        choices.generation(),
                        choices.people().size(),
                        choices.exclusions(),
                        Optional.empty());
    }

    private void recovered() {
        if (status.problem().isPresent()) {
            LOG.log(Level.INFO, "What persons have chosen is known from the store again");
        }
    }

    /** What holds in memory holds, whatever becomes of the file; the next round tries again. */
    private void save(Instant now) {
        if (unsaved && snapshot.isPresent() && known.isPresent()) {
            snapshot.get().write(known.get().choices(), now);
        }
        unsaved = false;
    }

    private void failed(ChoicesUnavailableException e) {
        if (status.problem().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    known.isPresent()
                            ? "What persons have chosen is what was known before"
                            : "What persons have chosen is not known: streams that obey it keep"
                                    + " nothing",
                    e);
        }
        status = status.failed(String.valueOf(e.getMessage()));
    }

    /**
     * Keeps a choice. When this returns it is durable, and this node obeys it; other nodes do so
     * within seconds.
     *
     * @throws ChoicesUnavailableException when nothing was kept
     */
    public void add(Choice choice) {
        store.add(choice);
        refresh();
    }

    /** Where no choice is kept. */
    private static final class Nobody implements ChoiceStore {

        @Override
        public long generation() {
            return 0;
        }

        @Override
        public Choices read() {
            return Choices.NONE;
        }

        @Override
        public void add(Choice choice) {
            throw new ChoicesUnavailableException("no choice is kept here");
        }
    }
}
