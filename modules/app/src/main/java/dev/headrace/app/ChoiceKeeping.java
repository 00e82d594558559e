package dev.headrace.app;

import dev.headrace.privacy.Choice;
import dev.headrace.privacy.ChoiceStore;
import dev.headrace.privacy.Choices;
import dev.headrace.privacy.ChoicesUnavailableException;
import dev.headrace.privacy.LocalChoices;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.PersonalChoices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What persons have chosen, kept up to date: in the store where there is one, and in a file of the
 * node's own where there is none. Close it before the store.
 */
final class ChoiceKeeping implements AutoCloseable {

    /**
     * How long a start waits for a store while nothing is known: what comes meanwhile is not kept.
     */
    private static final Duration FIRST = Duration.ofSeconds(60);

    private static final String LOCAL = "choices";
    private static final String SNAPSHOT = "choices-of-the-store";

    private final PersonalChoices choices;
    private final Periodic rounds;

    private ChoiceKeeping(PersonalChoices choices) {
        this.choices = choices;
        this.rounds = new Periodic("choices", Periodic.SOON, choices::refresh);
    }

    /**
     * Opens them.
     *
     * @param state the folder of the node's state
     * @param store what the relational store keeps of them, if there is one
     */
    static ChoiceKeeping open(
            Path state, MarkKey key, Function<MarkKey, Optional<ChoiceStore>> store, Clock clock) {
        Path local = state.resolve(LOCAL);
        Optional<ChoiceStore> kept = store.apply(key);
        if (kept.isEmpty()) {
            return new ChoiceKeeping(
                    PersonalChoices.of(LocalChoices.in(local, key, clock), key, clock));
        }
        ChoiceStore shared = Files.exists(local) ? new Elsewhere(local) : kept.get();
        var choices = PersonalChoices.of(shared, key, state.resolve(SNAPSHOT), clock);
        ask(choices);
        return new ChoiceKeeping(choices);
    }

    /** A start with a snapshot waits for nobody. */
    private static void ask(PersonalChoices choices) {
        Thread first =
                Thread.ofPlatform().daemon().name("headrace-choices-first").start(choices::refresh);
        if (choices.known().isPresent()) {
            return;
        }
        try {
            first.join(FIRST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    PersonalChoices choices() {
        return choices;
    }

    @Override
    public void close() {
        rounds.close();
    }

    /**
     * In place of a store, while choices are left that were made without one: to go by the store
     * alone would forget them.
     */
    private record Elsewhere(Path local) implements ChoiceStore {

        @Override
        public long generation() {
            throw told();
        }

        @Override
        public Choices read() {
            throw told();
        }

        @Override
        public void add(Choice choice) {
            throw told();
        }

        private ChoicesUnavailableException told() {
            return new ChoicesUnavailableException(
                    local
                            + " holds choices that were made without a store: start without that"
                            + " file, and make them anew");
        }
    }
}
