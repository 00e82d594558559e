package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refusal;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HmacAuthenticatorTest {

    private static final String NEW_SECRET = "new-secret-of-many-letters";
    private static final String OLD_SECRET = "old-secret-of-many-letters";
    private static final String OLDER_SECRET = "older-secret-of-many-letters";
    private static final Instant DEMOTION = Instant.parse("2026-11-20T00:00:00Z");

    private final SteppedClock clock = new SteppedClock(DEMOTION);

    @TempDir Path folder;

    private Path file;
    private Authenticator authenticator;

    @BeforeEach
    void openWithThreeKeys() throws IOException {
        file =
                Files.writeString(
                        folder.resolve("keys.json"),
                        """
                        {"keys":[
                          {"id":"k3","secret":"%s","status":"current"},
                          {"id":"k2","secret":"%s","status":"previous",
                           "demotedAt":"2026-11-20T00:00:00Z"},
                          {"id":"k1","secret":"%s","status":"previous",
                           "demotedAt":"2026-11-17T00:00:00Z"}]}
                        """
                                .formatted(NEW_SECRET, OLD_SECRET, OLDER_SECRET));
        authenticator = open();
    }

    @Test
    void saysWhichServiceCallsAndWithWhichKey() {
        Authentication answer = ask(NEW_SECRET, Optional.of("composer-PROD"));

        assertThat(answer)
                .isEqualTo(
                        new Authenticated(
                                Principal.service("composer-PROD"),
                                AuthMethod.HMAC,
                                Optional.empty(),
                                Optional.of("k3")));
    }

    @Test
    void acceptsSeveralPreviousKeys() {
        assertThat(keyOf(ask(OLD_SECRET))).contains("k2");
        assertThat(keyOf(ask(OLDER_SECRET))).contains("k1");
    }

    @Test
    void countsTheOverlapFromTheDemotion() {
        clock.set(DEMOTION.plus(Duration.ofDays(5)).minusMillis(1));
        assertThat(keyOf(ask(OLD_SECRET))).contains("k2");
        assertThat(keyOf(ask(OLDER_SECRET))).isEmpty();

        clock.step(Duration.ofMillis(1));
        assertThat(ask(OLD_SECRET)).isEqualTo(new Refused(Refusal.HMAC_INVALID));
        assertThat(keyOf(ask(NEW_SECRET))).contains("k3");
    }

    @Test
    void endsPreviousKeysAtOnceWithoutOverlap() {
        authenticator =
                Authenticator.open(
                        Optional.of(new HmacSettings(file, Duration.ZERO)),
                        Optional.empty(),
                        clock);

        assertThat(keyOf(ask(OLD_SECRET))).isEmpty();
        assertThat(keyOf(ask(NEW_SECRET))).contains("k3");
    }

    @Test
    void refusesASecretThatIsNotInTheFile() {
        assertThat(ask("any-other-secret")).isEqualTo(new Refused(Refusal.HMAC_INVALID));
    }

    @Test
    void refusesASignatureForAnotherPath() {
        Credentials signed = request(NEW_SECRET, Optional.empty());
        Credentials moved =
                new Credentials(
                        signed.hmacToken(),
                        signed.hmacDate(),
                        signed.serviceName(),
                        signed.cookies(),
                        "/Event");

        assertThat(keyOf(authenticator.authenticate(signed))).contains("k3");
        assertThat(keyOf(authenticator.authenticate(moved))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\there", "é", "line\nbreak"})
    void namesTheServicePlainlyWhenItsOwnNameIsUnfit(String name) {
        Authentication answer = ask(NEW_SECRET, Optional.of(name));

        assertThat(answer)
                .extracting(known -> ((Authenticated) known).principal().name())
                .isEqualTo("hmac-authed-service");
    }

    @Test
    void takesServiceNamesOfUpTo128Characters() {
        String longest = "s".repeat(128);

        assertThat(((Authenticated) ask(NEW_SECRET, Optional.of(longest))).principal().name())
                .isEqualTo(longest);
        assertThat(((Authenticated) ask(NEW_SECRET, Optional.of(longest + "s"))).principal().name())
                .isEqualTo("hmac-authed-service");
    }

    @Test
    void aKeyOfAServiceSpeaksForItsOrganisationsUnderItsOwnName() throws IOException {
        Files.writeString(
                file,
                """
                {"keys":[
                  {"id":"one","secret":"%s","status":"current","service":"a",
                   "organisations":["7"]},
                  {"id":"two","secret":"%s","status":"current","service":"b",
                   "organisations":["7","9"]},
                  {"id":"all","secret":"%s","status":"current","service":"c",
                   "organisations":["*"]}]}
                """
                        .formatted(NEW_SECRET, OLD_SECRET, OLDER_SECRET));
        authenticator.refresh();

        var one = (Authenticated) ask(NEW_SECRET, Optional.of("somebody-else"));
        var two = (Authenticated) ask(OLD_SECRET);
        var all = (Authenticated) ask(OLDER_SECRET);

        assertThat(one.principal()).isEqualTo(Principal.service("a").within("7"));
        assertThat(two.principal()).isEqualTo(Principal.service("b"));
        assertThat(one.scope().holds("7")).isTrue();
        assertThat(one.scope().holds("9")).isFalse();
        assertThat(two.scope().holds("9")).isTrue();
        assertThat(two.scope().holds("*")).isFalse();
        assertThat(all.scope().holds("10")).isTrue();
    }

    @Test
    void takesNewKeysWithTheRefreshThatFindsThem() throws IOException {
        Files.writeString(
                file,
                "{\"keys\":[{\"id\":\"k4\",\"secret\":\"%s\",\"status\":\"current\"}]}"
                        .formatted("the-secret-after-that"));
        assertThat(keyOf(ask("the-secret-after-that"))).isEmpty();

        authenticator.refresh();

        assertThat(keyOf(ask("the-secret-after-that"))).contains("k4");
        assertThat(keyOf(ask(NEW_SECRET))).isEmpty();
    }

    private Authenticator open() {
        return Authenticator.open(
                Optional.of(new HmacSettings(file, HmacSettings.DEFAULT_OVERLAP)),
                Optional.empty(),
                clock);
    }

    private Authentication ask(String secret) {
        return ask(secret, Optional.empty());
    }

    private Authentication ask(String secret, Optional<String> serviceName) {
        return authenticator.authenticate(request(secret, serviceName));
    }

    private Credentials request(String secret, Optional<String> serviceName) {
        Map<String, String> headers = new HmacSigner(secret).headers(clock.instant(), "/event");
        return new Credentials(
                Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                serviceName,
                List.of(),
                "/event");
    }

    private static Optional<String> keyOf(Authentication answer) {
        return switch (answer) {
            case Authenticated known -> known.keyId();
            case Refused refused -> Optional.empty();
        };
    }
}
