package dev.headrace.privacy;

import java.util.Optional;

/** A store in memory that can be away. */
final class FakeChoiceStore implements ChoiceStore {

    private Choices choices = Choices.NONE;
    private Optional<String> away = Optional.empty();
    int reads;

    void goAway(String why) {
        away = Optional.of(why);
    }

    void comeBack() {
        away = Optional.empty();
    }

    private void answer() {
        if (away.isPresent()) {
            throw new ChoicesUnavailableException(away.get());
        }
    }

    @Override
    public long generation() {
        answer();
        return choices.generation();
    }

    @Override
    public Choices read() {
        answer();
        reads++;
        return choices;
    }

    @Override
    public void add(Choice choice) {
        answer();
        choices = choices.with(choice);
    }
}
