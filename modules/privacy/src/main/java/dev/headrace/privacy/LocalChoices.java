package dev.headrace.privacy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The choices of a node that has no store: a file of its own, which is not there until somebody has
 * chosen something. While the file is broken nothing is known, and nothing is written over it. Safe
 * for use by several threads.
 */
public final class LocalChoices implements ChoiceStore {

    private final ChoiceFile file;
    private final Clock clock;
    private Optional<Choices> known = Optional.empty();

    private LocalChoices(ChoiceFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Opens nothing yet. */
    public static LocalChoices in(Path file, MarkKey key, Clock clock) {
        return new LocalChoices(new ChoiceFile(file, key), clock);
    }

    @Override
    public long generation() {
        return read().generation();
    }

    @Override
    public synchronized Choices read() {
        if (known.isEmpty()) {
            known = Optional.of(file.exists() ? file.read().choices() : Choices.NONE);
        }
        return known.get();
    }

    @Override
    public synchronized void add(Choice choice) {
        Choices next = read().with(choice);
        file.write(next, clock.instant());
        known = Optional.of(next);
    }
}
