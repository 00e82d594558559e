package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileJournalTest {

    private static final String FILE = "state/progress.journal";

    private final FaultyStorage storage = new FaultyStorage();

    private FileJournal open() throws IOException {
        return FileJournal.open(storage, "progress");
    }

    private static List<byte[]> entries(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static List<String> texts(Journal journal) {
        return journal.entries().stream().map(e -> new String(e, StandardCharsets.UTF_8)).toList();
    }

    @Test
    void givesBackEntriesInOrder() throws IOException {
        try (Journal journal = open()) {
            journal.append(entries("a", ""));
            journal.append(entries("c"));
            assertThat(journal.entries()).isEmpty();
        }

        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a", "", "c");
            journal.append(entries("d"));
        }

        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a", "", "c", "d");
            assertThat(journal.size()).isEqualTo(storage.content(FILE).length);
        }
    }

    @Test
    void replacesTheWholeContent() throws IOException {
        try (Journal journal = open()) {
            journal.append(entries("a", "b", "c"));
            journal.append(entries("d", "e"));
            long before = journal.size();
            journal.replace(entries("snapshot"));
            assertThat(journal.size()).isLessThan(before);
            journal.append(entries("f"));
        }

        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("snapshot", "f");
        }
    }

    @Test
    void keepsASnapshotOfManyEntries() throws IOException {
        byte[] large = new byte[300_000];
        try (Journal journal = open()) {
            journal.replace(IntStream.range(0, 20).mapToObj(i -> large).toList());
        }

        try (Journal journal = open()) {
            assertThat(journal.entries()).hasSize(20).allMatch(e -> e.length == large.length);
        }
    }

    @Test
    void refusesEntriesThatAreTooLarge() throws IOException {
        try (Journal journal = open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journal.append(List.of(new byte[17 << 20])));
        }
    }

    @Test
    void cutsATornTail() throws IOException {
        try (Journal journal = open()) {
            journal.append(entries("a"));
            journal.append(entries("torn ".repeat(100)));
        }
        byte[] file = storage.content(FILE);
        file[file.length - 5] ^= 1;

        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a");
            assertThat(journal.damage()).isEmpty();
            journal.append(entries("b"));
            assertThat(storage.content(FILE)).hasSize((int) journal.size());
        }
        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a", "b");
        }
    }

    @Test
    void reportsDamageAndGoesOnWithWhatIsIntact() throws IOException {
        try (Journal journal = open()) {
            journal.append(entries("a"));
            journal.append(entries("damaged"));
            journal.append(entries("c"));
        }
        storage.content(FILE)[24 + 32 + 30] ^= 1;

        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a", "c");
            assertThat(journal.damage())
                    .anySatisfy(place -> assertThat(place).startsWith(FILE + ", offset 56"));
            journal.append(entries("d"));
        }
        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a", "c", "d");
        }
    }

    @Test
    void takesNothingMoreAfterAFailedForce() throws IOException {
        try (Journal journal = open()) {
            storage.failWhen((operation, path) -> failOn("force", operation));
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> journal.append(entries("a")));
            storage.failWhen((operation, path) -> {});

            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> journal.append(entries("b")))
                    .withMessageContaining(FILE)
                    .extracting(EventLogFailedException::remedy)
                    .isEqualTo(EventLogFailedException.Remedy.RESTART);
        }
    }

    @Test
    void showsNothingAfterARestartThatAPowerFailureCouldTakeBack() throws IOException {
        try (Journal journal = open()) {
            storage.failWhen((operation, path) -> failOn("force", operation));
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> journal.append(entries("a")));
            storage.failWhen((operation, path) -> {});
        }
        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("a");
        }

        FaultyStorage left = storage.afterCrash(new SplittableRandom(1));

        try (Journal journal = FileJournal.open(left, "progress")) {
            assertThat(texts(journal)).containsExactly("a");
        }
    }

    @Test
    void goesOnAfterTheVolumeWasFull() throws IOException {
        try (Journal journal = open()) {
            storage.failWhen((operation, path) -> failOn("write", operation));
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> journal.append(entries("a")));
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> journal.replace(entries("a")))
                    .extracting(EventLogFailedException::remedy)
                    .isEqualTo(EventLogFailedException.Remedy.RETRY);
            storage.failWhen((operation, path) -> {});

            journal.append(entries("b"));
        }
        try (Journal journal = open()) {
            assertThat(texts(journal)).containsExactly("b");
        }
    }

    private static void failOn(String what, String operation) throws IOException {
        if (operation.equals(what)) {
            throw new IOException("no luck");
        }
    }

    @Test
    void sharesForcesAmongThoseWhoWait() throws Exception {
        try (Journal journal = open();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> done =
                    IntStream.range(0, 300)
                            .mapToObj(i -> callers.submit(() -> append(journal, "e" + i)))
                            .toList();
            for (Future<Boolean> one : done) {
                assertThat(one.get()).isTrue();
            }
        }

        try (Journal journal = open()) {
            assertThat(texts(journal))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 300).mapToObj(i -> "e" + i).toList());
        }
    }

    private static boolean append(Journal journal, String entry) {
        journal.append(entries(entry));
        return true;
    }
}
