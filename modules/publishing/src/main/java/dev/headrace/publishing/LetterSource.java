package dev.headrace.publishing;

import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Chosen dead letters, in the order of the log. Their numbers are their places in the choice.
 *
 * @param id the replay's id
 * @param sink the sink that gets them
 * @param refusedBy the sink that refused them
 * @param passed told the numbers of those that cannot be read, or that the sink is not to get now
 */
record LetterSource(
        String id,
        String sink,
        String refusedBy,
        ChosenLetters chosen,
        DeadLetters letters,
        StreamCatalog streams,
        LongConsumer passed)
        implements ReplaySource {

    private static final int MOST_AT_ONCE = 64;
    private static final long BYTES_AT_ONCE = 1 << 20;

    @Override
    public long start() {
        return 0;
    }

    @Override
    public long end() {
        return chosen.size();
    }

    @Override
    public Cursor from(long number) {
        return new LetterCursor(Math.toIntExact(number));
    }

    private final class LetterCursor implements Cursor {

        private final Deque<LogFrame> ready = new ArrayDeque<>();
        private int next;

        private LetterCursor(int next) {
            this.next = next;
        }

        @Override
        public Optional<LogFrame> next() {
            while (ready.isEmpty() && next < chosen.size()) {
                readOn();
            }
            return Optional.ofNullable(ready.poll());
        }

        private void readOn() {
            int first = next;
            var places = new ArrayList<DeadLetters.Place>();
            long bytes = 0;
            while (next < chosen.size() && places.size() < MOST_AT_ONCE && bytes < BYTES_AT_ONCE) {
                DeadLetters.Place place = chosen.place(next);
                places.add(place);
                bytes += place.to() - place.from();
                next++;
            }
            List<Optional<DeadLetter>> found = letters.read(refusedBy, places);
            for (int i = 0; i < found.size(); i++) {
                int number = first + i;
                found.get(i)
                        .ifPresentOrElse(
                                letter -> ready.add(frame(number, letter)),
                                () -> passed.accept(number));
            }
        }

        private LogFrame frame(int number, DeadLetter letter) {
            boolean routed =
                    streams.find(letter.stream())
                            .filter(contract -> contract.isRoutedTo(sink))
                            .isPresent();
            if (!routed) {
                passed.accept(number);
            }
            return new LogFrame(
                    new Position(id, number),
                    routed ? WANTED : PASSED,
                    letter.stream(),
                    letter.schemaVersion(),
                    "",
                    letter.receivedAt(),
                    letter.principal(),
                    Map.of(),
                    List.of(letter.record()),
                    Optional.empty());
        }

        @Override
        public void close() {
            ready.clear();
        }
    }
}
