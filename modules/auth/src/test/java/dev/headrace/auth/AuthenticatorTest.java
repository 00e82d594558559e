package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refusal;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SteppedClock clock = new SteppedClock(NOW);
    private final String goodCookie = Cookies.fresh("S", NOW.plus(Duration.ofHours(1)));

    @TempDir Path folder;

    private HmacSettings hmac;
    private PandaSettings panda;
    private Authenticator authenticator;
    private Optional<String> token;
    private Optional<String> date;

    @BeforeEach
    void openBoth() throws IOException {
        Path keys = folder.resolve("keys.json");
        HmacKeyFile.createIfMissing(keys, new SecureRandom(), clock);
        hmac = new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP);
        panda =
                new PandaSettings(
                        Files.writeString(
                                folder.resolve("panda.settings"),
                                Cookies.VECTORS.settings("S", List.of())),
                        Cookies.NAME,
                        Set.of("guardian.co.uk"),
                        true);
        authenticator = Authenticator.open(Optional.of(hmac), Optional.of(panda), clock);
        Map<String, String> headers = HmacKeyFile.currentSigner(keys).headers(NOW, "/event");
        token = Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER));
        date = Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER));
    }

    @Test
    void prefersHmacToTheCookie() {
        assertThat(methodOf(authenticator.authenticate(request(token, date))))
                .contains(AuthMethod.HMAC);
    }

    @Test
    void countsTheUseOfAKeyAndNoForgery() {
        authenticator.authenticate(request(token, date));
        authenticator.authenticate(request(Optional.of("HMAC " + "A".repeat(43) + "="), date));

        assertThat(authenticator.uses())
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.count()).isEqualTo(1);
                    assertThat(use.lastUsed()).isEqualTo(NOW);
                });
    }

    @Test
    void saysWhichPersonCallsByCookie() {
        assertThat(authenticator.authenticate(Cookies.request(goodCookie)))
                .isEqualTo(
                        new Authenticated(
                                Principal.person("jo@guardian.co.uk"),
                                AuthMethod.PANDA,
                                Optional.empty(),
                                Optional.of(PandaKey.parse(Cookies.VECTORS.publicKey("S")).id())));
    }

    @Test
    void neverFallsBackToTheCookieWhenBothHmacHeadersAreThere() {
        Refused refused = new Refused(Refusal.HMAC_INVALID);

        assertThat(authenticator.authenticate(request(Optional.of(""), Optional.of(""))))
                .isEqualTo(refused);
        assertThat(authenticator.authenticate(request(Optional.of("HMAC x"), date)))
                .isEqualTo(refused);
        assertThat(authenticator.authenticate(request(token, Optional.of("yesterday"))))
                .isEqualTo(refused);
    }

    @Test
    void judgesByTheCookieWhenOneHmacHeaderIsAlone() {
        assertThat(methodOf(authenticator.authenticate(request(token, Optional.empty()))))
                .contains(AuthMethod.PANDA);
        assertThat(methodOf(authenticator.authenticate(request(Optional.empty(), date))))
                .contains(AuthMethod.PANDA);
    }

    @Test
    void looksAtTheCookieAloneWhenAskedTo() {
        Credentials hmacOnly = new Credentials(token, date, Optional.empty(), List.of(), "/event");

        assertThat(methodOf(authenticator.authenticateCookie(request(token, date))))
                .contains(AuthMethod.PANDA);
        assertThat(authenticator.authenticateCookie(hmacOnly))
                .isEqualTo(new Refused(Refusal.NO_CREDENTIALS));
    }

    @Test
    void refusesHmacWhereItIsNotConfigured() {
        Authenticator cookiesOnly = Authenticator.open(Optional.empty(), Optional.of(panda), clock);

        assertThat(cookiesOnly.authenticate(request(token, date)))
                .isEqualTo(new Refused(Refusal.HMAC_INVALID));
        assertThat(cookiesOnly.health())
                .extracting(AuthHealth::source)
                .containsExactly("panda settings");
    }

    @Test
    void refusesCookiesWhereTheyAreNotConfigured() {
        Authenticator hmacOnly = Authenticator.open(Optional.of(hmac), Optional.empty(), clock);

        assertThat(hmacOnly.authenticate(Cookies.request(goodCookie)))
                .isEqualTo(new Refused(Refusal.NO_CREDENTIALS));
        assertThat(hmacOnly.health()).extracting(AuthHealth::source).containsExactly("hmac keys");
    }

    @Test
    void listsTheProblemsOfAllSourcesWhenItCannotOpen() throws IOException {
        Files.writeString(hmac.keysFile(), "{}");
        Files.delete(panda.settingsFile());

        assertThatThrownBy(() -> Authenticator.open(Optional.of(hmac), Optional.of(panda), clock))
                .isInstanceOfSatisfying(
                        AuthSettingsException.class,
                        refusal ->
                                assertThat(refusal.problems())
                                        .containsExactly(
                                                hmac.keysFile()
                                                        + ": must be an object with a list named keys",
                                                panda.settingsFile() + ": is not there"));
    }

    @Test
    void keepsBothKindsOfKeysWhenTheirFilesBreak() throws IOException {
        Files.writeString(hmac.keysFile(), "{}");
        Files.writeString(panda.settingsFile(), "publicKey=\n");

        authenticator.refresh();

        assertThat(authenticator.health())
                .extracting(AuthHealth::good)
                .containsExactly(false, false);
        assertThat(methodOf(authenticator.authenticate(request(token, date))))
                .contains(AuthMethod.HMAC);
        assertThat(methodOf(authenticator.authenticate(Cookies.request(goodCookie))))
                .contains(AuthMethod.PANDA);
    }

    @Test
    void ignoresWhatIsFinerThanAMillisecond() {
        clock.set(NOW.plus(Duration.ofHours(1)).plusNanos(999_999));

        assertThat(authenticator.authenticate(Cookies.request(goodCookie)))
                .extracting(known -> ((Authenticated) known).graceUntil())
                .isEqualTo(Optional.empty());
    }

    private Credentials request(Optional<String> hmacToken, Optional<String> hmacDate) {
        return new Credentials(
                hmacToken,
                hmacDate,
                Optional.empty(),
                List.of(Cookies.NAME + "=" + goodCookie),
                "/event");
    }

    private static Optional<AuthMethod> methodOf(Authentication answer) {
        return switch (answer) {
            case Authenticated known -> Optional.of(known.method());
            case Refused refused -> Optional.empty();
        };
    }
}
