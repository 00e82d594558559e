package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetterFilter;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.FaultyDisk;
import dev.headrace.eventlog.Journal;
import dev.headrace.publishing.CrashLife.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a node wrong in one place and shows that {@link CrashTest} would notice. */
class MutantTest {

    /** A mutant that lives so long has not been caught. */
    private static final int POINTS = 3_000;

    private static final Logger LOG = Logger.getLogger("dev.headrace");

    @TempDir Path folder;

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // each of the crashes would be logged
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void progressBeforeTheDeadLetterIsCaught() {
        assertThatThrownBy(() -> live(LetterBehind::new)).hasMessageContaining("nor a dead letter");
    }

    @Test
    void aPlanThatIsNotForcedIsCaught() {
        assertThatThrownBy(() -> live(UnforcedPlans::new))
                .hasMessageContaining("records of a plan in another batch");
    }

    @Test
    void countingTwiceIsCaught() {
        assertThatThrownBy(() -> live(EntryTwice::new)).hasMessageContaining("unaccounted");
    }

    @Test
    void skippingARecordIsCaught() {
        assertThatThrownBy(() -> live(OneTooFar::new))
                .hasMessageMatching("(?s).*(unaccounted|nor a dead letter).*");
    }

    private void live(Supplier<Variant> mutants) throws Exception {
        int steps = CrashLife.stepsOfALife(Files.createDirectories(folder.resolve("first")));
        new CrashPoints(folder, mutants, steps).run(POINTS);
    }

    /** Writes a dead letter down when the next one comes, and so behind the progress. */
    private static final class LetterBehind implements Variant {

        @Override
        public DeadLetters deadLetters(DeadLetters letters) {
            return new Later(letters);
        }

        /** Passes everything on, and letters later. */
        private static final class Later implements DeadLetters {

            private final DeadLetters letters;
            private List<DeadLetter> held = List.of();

            Later(DeadLetters letters) {
                this.letters = letters;
            }

            @Override
            public synchronized void append(List<DeadLetter> added) {
                List<DeadLetter> due = held;
                held = added;
                letters.append(due);
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
            public synchronized void close() {
                letters.append(held);
                letters.close();
            }
        }
    }

    /** Says that a plan is on the disk when it is not. */
    private static final class UnforcedPlans implements Variant {

        @Override
        public void prepare(FaultyDisk disk) {
            disk.lieAbout(path -> path.contains("plans-"));
        }
    }

    /** Reads the newest entry of a progress journal twice. */
    private static final class EntryTwice implements Variant {

        @Override
        public Journal journal(String name, Journal journal) {
            return name.startsWith("progress-") ? new Twice(journal) : journal;
        }
    }

    /** Records one record more than the sink has taken. */
    private static final class OneTooFar implements Variant {

        @Override
        public Journal journal(String name, Journal journal) {
            return name.equals("progress-loose") ? new TooFar(journal) : journal;
        }
    }

    private record Twice(Journal journal) implements PassedOn {

        @Override
        public List<byte[]> entries() {
            var entries = new ArrayList<>(journal.entries());
            if (!entries.isEmpty()) {
                entries.add(entries.getLast());
            }
            return entries;
        }
    }

    private record TooFar(Journal journal) implements PassedOn {

        @Override
        public void append(List<byte[]> entries) {
            journal.append(entries.stream().map(TooFar::oneMore).toList());
        }

        private static byte[] oneMore(byte[] bytes) {
            ProgressEntry entry = ProgressEntry.decode(bytes);
            var completed = new ArrayList<>(entry.completed());
            if (!completed.isEmpty()) {
                Range last = completed.removeLast();
                completed.add(new Range(last.from(), last.to() + 1));
            }
            return new ProgressEntry(
                            entry.kind(),
                            entry.lowWater(),
                            entry.readTo(),
                            completed,
                            entry.streams())
                    .encode();
        }
    }

    /** A journal that is like another one. */
    private interface PassedOn extends Journal {

        Journal journal();

        @Override
        default List<byte[]> entries() {
            return journal().entries();
        }

        @Override
        default void append(List<byte[]> entries) {
            journal().append(entries);
        }

        @Override
        default long size() {
            return journal().size();
        }

        @Override
        default void replace(List<byte[]> entries) {
            journal().replace(entries);
        }

        @Override
        default void delete() {
            journal().delete();
        }

        @Override
        default void close() {
            journal().close();
        }
    }
}
