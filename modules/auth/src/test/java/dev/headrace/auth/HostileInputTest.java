package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headrace.auth.Authentication.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage from a fixed seed: every answer is a refusal, and none is an exception. */
final class HostileInputTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SteppedClock clock = new SteppedClock(NOW);
    private final Random random = new Random(20_261_122);

    @TempDir Path folder;

    private Authenticator authenticator;
    private Path keys;
    private Path settings;

    @BeforeEach
    void open() throws IOException {
        keys = folder.resolve("keys.json");
        settings = folder.resolve("panda.settings");
        HmacKeyFile.createIfMissing(keys, new SecureRandom(), clock);
        Files.writeString(settings, Cookies.VECTORS.settings("S", List.of()));
        authenticator =
                Authenticator.open(
                        Optional.of(new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP)),
                        Optional.of(
                                new PandaSettings(
                                        settings, Cookies.NAME, Set.of("guardian.co.uk"), true)),
                        clock);
    }

    @Test
    void refusesDamagedCookies() {
        String good = Cookies.fresh("S", NOW.plus(Duration.ofHours(1)));

        for (int round = 0; round < 1_000; round++) {
            String damaged = damaged(good);
            assertThat(authenticator.authenticate(Cookies.request(damaged)))
                    .as("%s", round)
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).isInstanceOf(Refused.class),
                            answer -> assertThat(means(damaged, good)).isTrue());
        }
    }

    /** Damage that the Cookie header itself undoes: white space or another cookie at the end. */
    private static boolean means(String damaged, String good) {
        return CookieHeader.find(List.of(Cookies.NAME + "=" + damaged), Cookies.NAME)
                .filter(good::equals)
                .isPresent();
    }

    @Test
    void judgesDamagedPayloadsWithGoodSignatures() {
        String payload =
                Cookies.payload("jo@guardian.co.uk", NOW.minus(Duration.ofDays(9)), "true");

        for (int round = 0; round < 40; round++) {
            byte[] damaged = damaged(payload).getBytes(StandardCharsets.ISO_8859_1);
            Credentials request = Cookies.request(Cookies.signed("S", damaged));

            assertThatCode(() -> authenticator.authenticate(request)).doesNotThrowAnyException();
        }
    }

    @Test
    void readsDamagedPayloadsWithoutFailing() {
        String payload = Cookies.payload("jo@guardian.co.uk", NOW, "true");
        int refused = 0;

        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = damaged(payload).getBytes(StandardCharsets.ISO_8859_1);
            refused += PandaPayload.parse(damaged).isEmpty() ? 1 : 0;
        }

        assertThat(refused).isBetween(1_000, 4_999);
    }

    @Test
    void refusesDamagedHmacHeaders() {
        Map<String, String> headers = HmacKeyFile.currentSigner(keys).headers(NOW, "/event");
        String token = headers.getOrDefault(HmacSigner.TOKEN_HEADER, "");
        String date = headers.getOrDefault(HmacSigner.DATE_HEADER, "");

        for (int round = 0; round < 1_000; round++) {
            assertThat(authenticator.authenticate(request(damaged(token), date)))
                    .isInstanceOf(Refused.class);
            assertThat(authenticator.authenticate(request(token, damaged(date))))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void refusesHeadersOfNoSense() {
        for (int round = 0; round < 1_000; round++) {
            assertThat(authenticator.authenticate(request(noise(), noise())))
                    .isInstanceOf(Refused.class);
            assertThat(
                            authenticator.authenticate(
                                    Cookies.requestWithHeaders(
                                            List.of(noise(), Cookies.NAME + "=" + noise()))))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void outlivesDamagedFiles() throws IOException {
        String goodKeys = Files.readString(keys);
        String goodSettings = Files.readString(settings);

        try (LogLines log = LogLines.open()) {
            for (int round = 0; round < 150; round++) {
                Files.writeString(keys, damaged(goodKeys));
                Files.writeString(settings, damaged(goodSettings));
                authenticator.refresh();
                assertThat(authenticator.health()).hasSize(2);
            }
            assertThat(log.warnings()).hasSizeGreaterThan(50);
        }
        Files.writeString(keys, goodKeys);
        Files.writeString(settings, goodSettings);
        clock.step(Duration.ofMinutes(1));
        authenticator.refresh();

        assertThat(authenticator.health()).allMatch(AuthHealth::good);
    }

    private static Credentials request(String token, String date) {
        return new Credentials(
                Optional.of(token), Optional.of(date), Optional.of(token), List.of(), "/event");
    }

    /** Never the text itself. */
    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        do {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(at, letter());
                case 1 -> damaged.insert(at, letter());
                case 2 -> damaged.deleteCharAt(at);
                default -> damaged.setLength(Math.max(1, at));
            }
        } while (damaged.toString().equals(text));
        return damaged.toString();
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int length = random.nextInt(200); length > 0; length--) {
            noise.append(letter());
        }
        return noise.toString();
    }

    private char letter() {
        String telling = "=.;&%\"' \t\n\u0000HMAC9/+";
        return random.nextBoolean()
                ? telling.charAt(random.nextInt(telling.length()))
                : (char) random.nextInt(0x3000);
    }
}
