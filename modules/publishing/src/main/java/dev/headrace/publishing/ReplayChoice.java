package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetterFilter;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source.DeadLettersOf;
import dev.headrace.publishing.ReplayRequest.Source.LogRange;
import dev.headrace.publishing.ReplayRequest.Source.StoredIn;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request would deliver now, found by reading and by nothing else.
 *
 * @param byStream how many records of each stream
 * @param span which records
 * @param chosen the dead letters or objects; none for a range of the log
 * @param doubtful how many of the dead letters may have been written, because the sink never said
 */
record ReplayChoice(
        Map<StreamName, Long> byStream, ReplayEntry.Span span, Chosen chosen, long doubtful) {

    /**
     * Looks for what a request would deliver.
     *
     * @throws IllegalArgumentException when the request is not possible
     */
    static ReplayChoice of(ReplayRequest request, Surroundings around, Lakes lakes) {
        if (request.recordsPerSecond() < 1) {
            throw new IllegalArgumentException("a replay delivers at least 1 record per second");
        }
        return switch (request.source()) {
            case DeadLettersOf letters -> ofLetters(request.sink(), letters, around);
            case LogRange range -> ofRange(request.sink(), range, around);
            case StoredIn stored -> ofLake(request.sink(), stored, around, lakes);
        };
    }

    long records() {
        return byStream.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Why a sink must not get this without leave; empty when nothing could be doubled. */
    Optional<String> danger(ReplayRequest request, Idempotency idempotency) {
        if (idempotency == Idempotency.BY_RECORD || request.repeats() == Repeats.ALLOWED) {
            return Optional.empty();
        }
        String prefix = "sink " + request.sink() + " does not recognise an event that comes again";
        return switch (request.source()) {
            case LogRange _, StoredIn _ ->
                    Optional.of(prefix + ", and may have had these: allow duplicates or leave it");
            case DeadLettersOf of when !of.refusedBy().equals(request.sink()) ->
                    Optional.of(prefix + ", and may have had these: allow duplicates or leave it");
            case DeadLettersOf of when doubtful > 0 ->
                    Optional.of(
                            prefix
                                    + ", and may have written "
                                    + doubtful
                                    + " of these, with the code "
                                    + Refusal.EXHAUSTED
                                    + ": allow duplicates, or name another code");
            case DeadLettersOf of -> Optional.empty();
        };
    }

    private static ReplayChoice ofLetters(String sink, DeadLettersOf of, Surroundings around) {
        if (!around.deadLetters().sinks().contains(of.refusedBy())) {
            throw new IllegalArgumentException("there are no dead letters of " + of.refusedBy());
        }
        if (of.from().isPresent() && of.until().isPresent()) {
            checkBorders(of.from().get().isBefore(of.until().get()));
        }
        var filter =
                new DeadLetterFilter(of.refusedBy(), of.stream(), of.code(), of.from(), of.until());
        var search = new LetterSearch(sink, around);
        around.deadLetters()
                .find(
                        filter,
                        kept -> {
                            search.take(kept);
                            return true;
                        });
        return search.choice();
    }

    private static ReplayChoice ofRange(String sink, LogRange range, Surroundings around) {
        checkBorders(range.from().isBefore(range.until()));
        try {
            RangeSource.Found found = RangeSource.find(sink, range, around.log(), around.streams());
            long records = found.byStream().values().stream().mapToLong(Long::longValue).sum();
            return new ReplayChoice(
                    found.byStream(),
                    new ReplayEntry.Span(found.start(), found.end(), records, 0),
                    Chosen.NOTHING,
                    0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log was read", e);
        }
    }

    private static ReplayChoice ofLake(
            String sink, StoredIn stored, Surroundings around, Lakes lakes) {
        checkBorders(!stored.to().isBefore(stored.from()));
        boolean routed =
                around.streams()
                        .find(stored.stream())
                        .filter(contract -> contract.isRoutedTo(sink))
                        .isPresent();
        if (!routed) {
            throw new IllegalArgumentException(
                    "sink " + sink + " gets no stream " + stored.stream());
        }
        ChosenObjects objects = LakeSearch.of(stored, lakes);
        return new ReplayChoice(
                objects.lines() == 0 ? Map.of() : Map.of(stored.stream(), objects.lines()),
                new ReplayEntry.Span(0, objects.lines(), objects.lines(), 0),
                Chosen.of(objects),
                0);
    }

    private static void checkBorders(boolean inOrder) {
        if (!inOrder) {
            throw new IllegalArgumentException("the range ends before it begins");
        }
    }

    /** Gathers letters that the sink may get now. */
    private static final class LetterSearch {

        private final String sink;
        private final Surroundings around;
        private final ChosenLetters.Choice choice = new ChosenLetters.Choice();
        private final Map<StreamName, Long> left = new TreeMap<>();
        private long doubtful;

        private LetterSearch(String sink, Surroundings around) {
            this.sink = sink;
            this.around = around;
        }

        private void take(DeadLetters.Kept kept) {
            DeadLetter letter = kept.letter();
            boolean routed =
                    around.streams()
                            .find(letter.stream())
                            .filter(contract -> contract.isRoutedTo(sink))
                            .isPresent();
            if (routed) {
                doubtful += letter.code().equals(Refusal.EXHAUSTED) ? 1 : 0;
                if (!choice.add(kept)) {
                    left.merge(letter.stream(), 1L, Long::sum);
                }
            }
        }

        private ReplayChoice choice() {
            ChosenLetters chosen = choice.chosen();
            Map<StreamName, Long> all = chosen.byStream();
            left.forEach((stream, letters) -> all.merge(stream, letters, Long::sum));
            long more = left.values().stream().mapToLong(Long::longValue).sum();
            var span = new ReplayEntry.Span(0, chosen.size(), chosen.size(), more);
            return new ReplayChoice(all, span, Chosen.of(chosen), doubtful);
        }
    }
}
