package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetterFilter;
import dev.headrace.eventlog.DeadLetters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The dead letters as a replay sees them: what its sink refuses is noted, and makes no letter. It
 * has one already, or the log holds it.
 */
record RefusedAgain(DeadLetters letters, Consumer<DeadLetter> noted) implements DeadLetters {

    @Override
    public void append(List<DeadLetter> refused) {
        refused.forEach(noted);
    }

    @Override
    public Set<String> sinks() {
        return letters.sinks();
    }

    @Override
    public void find(DeadLetterFilter filter, Predicate<Kept> reader) {
        letters.find(filter, reader);
    }

    @Override
    public void recent(String sink, Predicate<Kept> reader) {
        letters.recent(sink, reader);
    }

    @Override
    public List<Optional<DeadLetter>> read(String sink, List<Place> places) {
        return letters.read(sink, places);
    }

    @Override
    public List<Count> counts() {
        return letters.counts();
    }

    @Override
    public void resolve(String sink, List<Delivered> delivered) {
        letters.resolve(sink, delivered);
    }

    @Override
    public boolean isResolved(String sink, Place place) {
        return letters.isResolved(sink, place);
    }

    @Override
    public Map<StreamName, Long> resolved(String sink) {
        return letters.resolved(sink);
    }

    @Override
    public long bytes() {
        return letters.bytes();
    }

    @Override
    public void close() {
        // whoever opened them closes them
    }
}
