package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.DeadLetters.Count;
import dev.headrace.eventlog.DeadLetters.Delivered;
import dev.headrace.eventlog.DeadLetters.Kept;
import dev.headrace.eventlog.DeadLetters.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResolvedLettersTest {

    private static final long ROLL_AT = 700;

    private final FaultyStorage storage = new FaultyStorage();

    private static DeadLetters open(FaultyStorage storage) throws IOException {
        return RollingDeadLetters.open(storage, ROLL_AT);
    }

    /** Adds letters of one sink, so many in each block. */
    private static void fill(DeadLetters letters, String sink, int blocks, int each) {
        for (int block = 0; block < blocks; block++) {
            List<DeadLetter> some = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                some.add(DeadLettersTest.letter(sink, "d" + (block * each + i)));
            }
            letters.append(some);
        }
    }

    private static List<Kept> all(DeadLetters letters, String sink) {
        List<Kept> found = new ArrayList<>();
        letters.find(DeadLetterFilter.of(sink), found::add);
        return found;
    }

    private static List<String> ids(DeadLetters letters, String sink) {
        return all(letters, sink).stream().map(kept -> kept.letter().record().id()).toList();
    }

    private static Delivered delivered(Kept kept) {
        return new Delivered(kept.letter().stream(), List.of(kept.place()));
    }

    @Test
    void aResolvedLetterIsNeverHandedOutAgainAlsoAfterARestart() throws IOException {
        try (DeadLetters letters = open(storage)) {
            fill(letters, "lake", 4, 3);
            List<Kept> kept = all(letters, "lake");
            letters.resolve("lake", List.of(delivered(kept.get(1)), delivered(kept.get(5))));
            letters.resolve("lake", List.of(delivered(kept.get(1))));
        }

        try (DeadLetters letters = open(storage)) {
            assertThat(ids(letters, "lake")).hasSize(10).doesNotContain("d1", "d5");
            assertThat(letters.resolved("lake")).isEqualTo(Map.of(Drafts.STREAM, 2L));
            assertThat(letters.resolved("other")).isEmpty();
        }
    }

    @Test
    void aLetterThatLiesInTwoPlacesIsResolvedInBothAndCountedOnce() throws IOException {
        try (DeadLetters letters = open(storage)) {
            fill(letters, "lake", 2, 1);
            List<Place> places = all(letters, "lake").stream().map(Kept::place).toList();

            letters.resolve("lake", List.of(new Delivered(Drafts.STREAM, places)));

            assertThat(ids(letters, "lake")).isEmpty();
            assertThat(letters.resolved("lake")).isEqualTo(Map.of(Drafts.STREAM, 1L));
        }
    }

    @Test
    void readsLettersAtTheirPlacesInTheOrderAskedFor() throws IOException {
        try (DeadLetters letters = open(storage)) {
            fill(letters, "lake", 5, 4);
            List<Kept> kept = all(letters, "lake").reversed();

            List<Optional<DeadLetter>> read =
                    letters.read("lake", kept.stream().map(Kept::place).toList());

            assertThat(read).isEqualTo(kept.stream().map(k -> Optional.of(k.letter())).toList());
            assertThat(letters.read("lake", List.of(new Place(99, 24, 24, 48))))
                    .containsExactly(Optional.empty());
        }
    }

    @Test
    void countsWhatWaitsByStreamAndCode() throws IOException {
        try (DeadLetters letters = open(storage)) {
            fill(letters, "lake", 4, 3);
            fill(letters, "A.b", 1, 2);
            assertThat(letters.sinks()).containsExactly("A.b", "lake");
            assertThat(letters.counts())
                    .containsExactly(
                            new Count("A.b", Drafts.STREAM, "too-deep", 2),
                            new Count("lake", Drafts.STREAM, "too-deep", 12));

            letters.resolve("lake", List.of(delivered(all(letters, "lake").getFirst())));
            fill(letters, "A.b", 1, 1);

            assertThat(letters.counts())
                    .containsExactly(
                            new Count("A.b", Drafts.STREAM, "too-deep", 3),
                            new Count("lake", Drafts.STREAM, "too-deep", 11));
        }
    }

    @Test
    void findsByCodeAndTimeAndStopsWhenToldTo() throws IOException {
        try (DeadLetters letters = open(storage)) {
            fill(letters, "lake", 4, 3);
            DeadLetterFilter all = DeadLetterFilter.of("lake");
            var deadAt = Drafts.NOW.plusSeconds(5);
            List<Kept> found = new ArrayList<>();

            letters.find(all, kept -> found.add(kept) && found.size() < 2);

            assertThat(found).hasSize(2);
            assertThat(all.matches(found.getFirst().letter())).isTrue();
            DeadLetter letter = found.getFirst().letter();
            assertThat(between(deadAt, deadAt.plusNanos(1)).matches(letter)).isTrue();
            assertThat(between(deadAt.plusNanos(1), deadAt.plusNanos(2)).matches(letter)).isFalse();
            assertThat(between(deadAt.minusNanos(1), deadAt).matches(letter)).isFalse();
        }
    }

    private static DeadLetterFilter between(Instant from, Instant until) {
        return new DeadLetterFilter(
                "lake", Optional.empty(), Optional.empty(), Optional.of(from), Optional.of(until));
    }

    @Test
    void aFileWithoutALetterLeftIsDeletedAndItsNumberNeverUsedAgain() throws IOException {
        try (DeadLetters letters = open(storage)) {
            fill(letters, "lake", 8, 4);
            long before = letters.bytes();
            assertThat(files(storage)).hasSizeGreaterThan(2);

            letters.resolve(
                    "lake",
                    all(letters, "lake").stream().map(ResolvedLettersTest::delivered).toList());

            assertThat(files(storage)).hasSize(1);
            assertThat(letters.bytes()).isLessThan(before / 4);
            fill(letters, "lake", 1, 2);
            assertThat(ids(letters, "lake")).containsExactly("d0", "d1");
        }
        try (DeadLetters letters = open(storage)) {
            assertThat(ids(letters, "lake")).containsExactly("d0", "d1");
            assertThat(letters.resolved("lake")).isEqualTo(Map.of(Drafts.STREAM, 32L));
        }
    }

    private static List<String> files(FaultyStorage storage) {
        try {
            return storage.list("dead-letters");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasSaidToBeResolvedStaysSoAndWhatWasNotStaysALetterWhereverThePowerFails()
            throws IOException {
        int step = 0;
        boolean failed = true;
        while (failed) {
            for (long seed = 0; seed < 6; seed++) {
                failed = crashWhileResolving(step, seed);
            }
            step++;
        }
        assertThat(step).isGreaterThan(20);
    }

    /** Resolves letter by letter until the power fails; false when it did not. */
    private static boolean crashWhileResolving(int step, long seed) throws IOException {
        FaultyStorage storage = new FaultyStorage();
        DeadLetters letters = open(storage);
        fill(letters, "lake", 5, 2);
        List<Kept> kept = all(letters, "lake");
        storage.crashAtStep(step, new SplittableRandom(seed));
        int resolved = 0;
        boolean failed = false;
        try {
            for (Kept one : kept) {
                letters.resolve("lake", List.of(delivered(one)));
                resolved++;
            }
        } catch (EventLogFailedException e) {
            failed = true;
        }

        FaultyStorage left = storage.afterCrash(new SplittableRandom(seed + 100));
        try (DeadLetters again = open(left)) {
            List<String> found = ids(again, "lake");
            long counted = again.resolved("lake").getOrDefault(Drafts.STREAM, 0L);

            assertThat(counted).isBetween((long) resolved, resolved + (failed ? 1L : 0L));
            assertThat(found).hasSize((int) (10 - counted));
            assertThat(new TreeSet<>(found)).hasSize(found.size());
        }
        return failed;
    }
}
