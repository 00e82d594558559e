package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.Purpose;
import dev.headrace.privacy.Standing.Agreement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceFileTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final MarkKey KEY = new MarkKey(new byte[32]);
    private static final Choices CHOICES =
            new Choices(
                    7,
                    Map.of(
                            KEY.ofActor(Optional.of("7"), "ada"),
                            Standing.NOTHING
                                    .excluded(Choice.Kind.ACTOR)
                                    .with(Purpose.POSE, Agreement.GIVEN),
                            KEY.ofActor(Optional.empty(), "bob"),
                            Standing.NOTHING.with(Purpose.ERRORS, Agreement.WITHDRAWN),
                            KEY.ofAddress(ClientAddress.parse("192.0.2.7").orElseThrow()),
                            Standing.NOTHING.excluded(Choice.Kind.ADDRESS)));

    @TempDir Path folder;
    private Path path;
    private ChoiceFile file;

    @BeforeEach
    void write() {
        path = folder.resolve("choices");
        file = new ChoiceFile(path, KEY);
        file.write(CHOICES, NOW);
    }

    @Test
    void readsWhatWasWritten() {
        assertThat(file.read()).isEqualTo(new ChoiceFile.Written(CHOICES, NOW));
    }

    @Test
    void holdsNobodysNameAndIsForItsOwnerAlone() throws IOException {
        assertThat(Files.readString(path, StandardCharsets.ISO_8859_1))
                .doesNotContain("ada", "bob", "192.0.2");
        assertThat(Files.getPosixFilePermissions(path))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.toFile().list()).containsExactly("choices");
    }

    @Test
    void isReplacedAsAWhole() {
        file.write(Choices.NONE, NOW.plusSeconds(1));

        assertThat(file.read().choices()).isEqualTo(Choices.NONE);
    }

    /** A bit anywhere: of the magic, a number, a mark, a standing, or the code. */
    @Test
    void everyChangedByteIsNoticed() throws IOException {
        byte[] right = Files.readAllBytes(path);
        for (int i = 0; i < right.length; i++) {
            byte[] wrong = right.clone();
            wrong[i] ^= 0x10;
            Files.write(path, wrong);

            assertThatThrownBy(file::read)
                    .as("byte " + i)
                    .isInstanceOf(ChoicesUnavailableException.class)
                    .hasMessageContaining("it was changed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 59, 60, 100})
    void aCutFileIsRefused(int length) throws IOException {
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), length));

        assertThatThrownBy(file::read).isInstanceOf(ChoicesUnavailableException.class);
    }

    @Test
    void aFileOfAnotherKeyIsRefused() {
        byte[] other = new byte[32];
        other[0] = 1;

        assertThatThrownBy(new ChoiceFile(path, new MarkKey(other))::read)
                .hasMessageContaining("headrace.privacy.choices-key-file");
    }

    /** What the key's owner has written may still be wrong. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 4, Integer.MAX_VALUE})
    void aWrongCountIsRefused(int count) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer.wrap(bytes).putInt(24, count);
        byte[] told = Arrays.copyOf(bytes, bytes.length - 32);
        System.arraycopy(KEY.code(told), 0, bytes, told.length, 32);
        Files.write(path, bytes);

        assertThatThrownBy(file::read)
                .isInstanceOf(ChoicesUnavailableException.class)
                .hasMessageContaining("length");
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, (byte) 0x80, 0b0000_0110, 0b0111_1110})
    void anEntryThatSaysNothingOrBothIsRefused(byte standing) {
        assertThatThrownBy(() -> Standing.of(standing))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
