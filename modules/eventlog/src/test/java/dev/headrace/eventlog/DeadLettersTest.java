package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.Principal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final FaultyStorage storage = new FaultyStorage();

    static DeadLetter letter(String sink, String id) {
        ByteBuffer json =
                ByteBuffer.wrap(("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8))
                        .asReadOnlyBuffer();
        return new DeadLetter(
                sink,
                Drafts.STREAM,
                3,
                Drafts.NOW,
                Principal.service("svc"),
                Drafts.NOW.plusSeconds(5),
                "too-deep",
                "nested deeper than 100",
                new LogRecord(
                        LogFixture.at(7), id, Drafts.NOW.plusNanos(1), "k", List.of("a"), json));
    }

    private static List<String> ids(DeadLetters letters, String sink) {
        List<String> ids = new ArrayList<>();
        letters.forEach(sink, letter -> ids.add(letter.record().id()));
        return ids;
    }

    @Test
    void keepsTheWholeLetter() throws IOException {
        DeadLetter letter = letter("lake", "a");
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.append(List.of(letter));
        }

        List<DeadLetter> found = new ArrayList<>();
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.forEach("lake", found::add);
        }

        assertThat(found).containsExactly(letter);
    }

    @Test
    void keepsSinksApartWhateverTheirNames() throws IOException {
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.append(List.of(letter("a/../b", "1"), letter("A.b", "2"), letter("a.b", "3")));

            assertThat(ids(letters, "a/../b")).containsExactly("1");
            assertThat(ids(letters, "A.b")).containsExactly("2");
            assertThat(ids(letters, "a.b")).containsExactly("3");
            assertThat(ids(letters, "other")).isEmpty();
        }
    }

    @Test
    void readsAllFilesOldestFirst() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (DeadLetters letters = RollingDeadLetters.open(storage, 400)) {
                for (int i = 0; i < 4; i++) {
                    letters.append(List.of(letter("lake", "d" + (run * 4 + i))));
                }
            }
        }

        try (DeadLetters letters = RollingDeadLetters.open(storage, 400)) {
            assertThat(ids(letters, "lake"))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 12).mapToObj(i -> "d" + i).toList());
        }
        assertThat(storage.list("dead-letters")).hasSizeGreaterThan(3);
    }

    @Test
    void readsPastDamage() throws IOException {
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.append(List.of(letter("lake", "a")));
            letters.append(List.of(letter("lake", "b")));
            letters.append(List.of(letter("lake", "c")));
            byte[] file = storage.content("dead-letters/lake.00000000");
            file[24 + (file.length - 24) / 3 + 40] ^= 1;

            assertThat(ids(letters, "lake")).containsExactly("a", "c");
            assertThat(letters.damage()).isNotEmpty();
        }
    }

    @Test
    void saysWhenALetterCouldNotBeKept() throws IOException {
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.append(List.of(letter("lake", "a")));
            storage.failWhen(DeadLettersTest::failForce);
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> letters.append(List.of(letter("lake", "b"))));
            storage.failWhen((operation, path) -> {});

            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> letters.append(List.of(letter("lake", "c"))));
            assertThat(ids(letters, "lake")).containsExactly("a");
            letters.append(List.of(letter("other", "d")));
            assertThat(ids(letters, "other")).containsExactly("d");
        }
    }

    private static void failForce(String operation, String path) throws IOException {
        if (operation.equals("force")) {
            throw new IOException("no luck");
        }
    }
}
