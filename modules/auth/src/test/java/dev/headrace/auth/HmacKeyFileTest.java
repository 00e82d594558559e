package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.auth.Authentication.Authenticated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HmacKeyFileTest {

    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir Path folder;

    @Test
    void makesAFileWithOneNewKeyForItsOwnerAlone() throws IOException {
        Path parent = folder.resolve("new/folders");
        Path file = parent.resolve("keys.json");

        assertThat(HmacKeyFile.createIfMissing(file, new SecureRandom(), clock)).isTrue();

        assertThat(Files.readString(file))
                .matches(
                        Pattern.compile(
                                "\\{\"keys\":\\[\\{\"id\":\"k-2026-11-22\",\"secret\":\"[A-Za-z0-9]{50}\","
                                        + "\"status\":\"current\"}]}\n"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(parent.toFile().list()).containsExactly("keys.json");
    }

    @Test
    void leavesAFileThatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), "mine");

        assertThat(HmacKeyFile.createIfMissing(file, new SecureRandom(), clock)).isFalse();

        assertThat(file).hasContent("mine");
    }

    @Test
    void replacesWhatACrashLeftUnfinished() throws IOException {
        Files.writeString(folder.resolve("keys.json.new"), "{\"ke");
        Path file = folder.resolve("keys.json");

        HmacKeyFile.createIfMissing(file, new SecureRandom(), clock);

        assertThat(HmacKeyFile.currentSigner(file)).isNotNull();
        assertThat(folder.toFile().list()).containsExactly("keys.json");
    }

    @Test
    void makesAnotherSecretEachTime() throws IOException {
        Random random = new Random(1);
        HmacKeyFile.createIfMissing(folder.resolve("one.json"), random, clock);
        HmacKeyFile.createIfMissing(folder.resolve("two.json"), random, clock);

        assertThat(Files.readString(folder.resolve("one.json")))
                .isNotEqualTo(Files.readString(folder.resolve("two.json")));
    }

    @Test
    void saysWhichFileCannotBeWritten() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("keys.json");

        assertThatThrownBy(() -> HmacKeyFile.createIfMissing(blocked, new SecureRandom(), clock))
                .isInstanceOf(AuthSettingsException.class)
                .hasMessageStartingWith(blocked + ": cannot be written");
    }

    @Test
    void signsRequestsThatAnAuthenticatorWithThisFileAccepts() {
        Path file = folder.resolve("keys.json");
        HmacKeyFile.createIfMissing(file, new SecureRandom(), clock);
        Authenticator authenticator =
                Authenticator.open(
                        Optional.of(new HmacSettings(file, HmacSettings.DEFAULT_OVERLAP)),
                        Optional.empty(),
                        clock);

        Map<String, String> headers =
                HmacKeyFile.currentSigner(file).headers(clock.instant(), "/event");

        assertThat(
                        authenticator.authenticate(
                                new Credentials(
                                        Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                                        Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                                        Optional.empty(),
                                        List.of(),
                                        "/event")))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void refusesAnEmptySecret() {
        assertThatThrownBy(() -> new HmacSigner("")).isInstanceOf(IllegalArgumentException.class);
    }
}
