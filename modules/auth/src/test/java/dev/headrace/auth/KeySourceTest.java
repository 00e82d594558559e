package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeySourceTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private record Word(String summary) implements KeySet {}

    private final AtomicInteger readings = new AtomicInteger();

    @TempDir Path folder;

    private Path file;
    private KeySource<Word> source;

    @BeforeEach
    void openAGoodFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "good1");
        source = KeySource.open("words", file, this::word, START);
    }

    private Word word(Path path, String text) {
        readings.incrementAndGet();
        if (text.startsWith("crash")) {
            throw new IllegalStateException("canary");
        }
        if (!text.startsWith("good")) {
            throw new AuthSettingsException(path, "is no good");
        }
        return new Word(text);
    }

    @Test
    void readsOnlyOnceWhileNothingChanges() {
        source.refresh(START.plusSeconds(3));
        source.refresh(START.plusSeconds(59));

        assertThat(readings).hasValue(1);
        assertThat(source.health())
                .isEqualTo(new AuthHealth("words", true, "good1, read at 2026-11-22T10:00:00Z"));
    }

    @Test
    void readsAgainAfterAMinute() {
        source.refresh(START.plusSeconds(60));

        assertThat(readings).hasValue(2);
    }

    @Test
    void readsAgainWhenTheClockWasPutBack() {
        source.refresh(START.minus(Duration.ofHours(1)));

        assertThat(readings).hasValue(2);
    }

    @Test
    void seesAnotherSize() throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        Files.writeString(file, "good-and-longer");
        Files.setLastModifiedTime(file, modified);

        source.refresh(START.plusSeconds(1));

        assertThat(source.keys()).isEqualTo(new Word("good-and-longer"));
    }

    @Test
    void seesAnotherModificationTime() throws IOException {
        Files.writeString(file, "good2");
        Files.setLastModifiedTime(file, FileTime.from(START));

        source.refresh(START.plusSeconds(1));

        assertThat(source.keys()).isEqualTo(new Word("good2"));
    }

    @Test
    void seesAFileMovedIntoItsPlaceWithTheSameSizeAndTime() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "good2");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        source.refresh(START.plusSeconds(1));

        assertThat(source.keys()).isEqualTo(new Word("good2"));
    }

    @Test
    void keepsTheLastGoodReadingAndShowsTheProblem() throws IOException {
        try (LogLines log = LogLines.open()) {
            Files.writeString(file, "bad");
            source.refresh(START.plusSeconds(5));
            source.refresh(START.plusSeconds(10));
            source.refresh(START.plusSeconds(90));

            assertThat(source.keys()).isEqualTo(new Word("good1"));
            assertThat(source.health())
                    .isEqualTo(
                            new AuthHealth(
                                    "words",
                                    false,
                                    file
                                            + ": is no good; in use are the keys read at 2026-11-22T10:00:00Z"));
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void recoversAtTheNextRefresh() throws IOException {
        try (LogLines log = LogLines.open()) {
            Files.delete(file);
            source.refresh(START.plusSeconds(5));
            assertThat(source.health().message()).startsWith(file + ": is not there");

            Files.writeString(file, "good2");
            source.refresh(START.plusSeconds(10));

            assertThat(source.keys()).isEqualTo(new Word("good2"));
            assertThat(source.health().good()).isTrue();
            assertThat(log.all()).hasSize(2);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void tellsOnceThatTheKeysAreOthers() throws IOException {
        try (LogLines log = LogLines.open()) {
            Files.writeString(file, "good-and-longer");
            source.refresh(START.plusSeconds(5));
            source.refresh(START.plusSeconds(90));

            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .contains("The words were read again: good-and-longer");
        }
    }

    @Test
    void warnsAgainWhenTheProblemIsAnother() throws IOException {
        try (LogLines log = LogLines.open()) {
            Files.writeString(file, "bad");
            source.refresh(START.plusSeconds(5));
            Files.delete(file);
            source.refresh(START.plusSeconds(10));

            assertThat(log.warnings()).hasSize(2);
        }
    }

    @Test
    void outlivesAReaderThatFailsUnexpectedly() throws IOException {
        try (LogLines log = LogLines.open()) {
            Files.writeString(file, "crash");
            source.refresh(START.plusSeconds(5));

            assertThat(source.keys()).isEqualTo(new Word("good1"));
            assertThat(source.health().message()).contains("IllegalStateException");
            assertThat(log.all()).hasSize(1).noneMatch(line -> line.contains("canary"));
        }
    }

    @Test
    void refusesToOpenWhatCannotBeRead() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});

        assertThatThrownBy(() -> open(folder.resolve("missing")))
                .hasMessage(folder.resolve("missing") + ": is not there");
        assertThatThrownBy(() -> open(folder)).hasMessageStartingWith(folder + ": cannot be read");
        assertThatThrownBy(() -> open(large)).hasMessageStartingWith(large + ": is larger than");
        assertThatThrownBy(() -> open(binary)).hasMessage(binary + ": is not UTF-8 text");
    }

    private void open(Path path) {
        KeySource.open("words", path, this::word, START);
    }
}
