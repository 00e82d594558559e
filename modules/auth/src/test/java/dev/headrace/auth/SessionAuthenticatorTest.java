package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refusal;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionAuthenticatorTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SESSION = "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55";
    private static final String SECRET = "a-secret-of-many-letters-1";
    private static final String NEXT_SECRET = "a-secret-of-many-letters-2";
    private static final String CLAIMS =
            """
            {"kid":"k1","principal_id":42,"org_id":7,"exercise_session_id":"%s","iat":%d,"exp":%d}\
            """
                    .formatted(SESSION, START.getEpochSecond(), START.getEpochSecond() + 3600);

    private final SteppedClock clock = new SteppedClock(START);

    @TempDir Path folder;

    private Path keys;
    private Path revoked;
    private Authenticator authenticator;

    @BeforeEach
    void openWithOneKey() throws IOException {
        keys = folder.resolve("session.json");
        revoked = folder.resolve("revoked.json");
        Files.writeString(keys, key("k1", SECRET, ""));
        SessionTokens.createRevokedIfMissing(revoked);
        authenticator = open();
    }

    @Test
    void saysWhoActsInWhichOrganisationAndSession() {
        assertThat(ask(make(Duration.ofHours(1))))
                .isEqualTo(
                        new Authenticated(
                                new Principal(
                                        Principal.Kind.SESSION,
                                        "42",
                                        Optional.empty(),
                                        Optional.of("7")),
                                AuthMethod.SESSION,
                                Optional.empty(),
                                Optional.of("k1"),
                                new Scope(Set.of("7"), Optional.of(SESSION))));
    }

    @Test
    void takesATokenThatAnotherProgramMade() {
        assertThat(ask(signed(CLAIMS, SECRET))).isInstanceOf(Authenticated.class);
        assertThat(
                        ask(
                                signed(
                                        CLAIMS.replace("42", "\"u-42\"")
                                                .replace(":7,", ":\"o-7\","),
                                        SECRET)))
                .isInstanceOf(Authenticated.class);
        assertThat(ask(signed(CLAIMS.replace("{", "{\"role\":\"patient\","), SECRET)))
                .isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
    void takesTheSchemeInAnyCase(String scheme) {
        assertThat(authenticator.authenticate(credentials(scheme + make(Duration.ofHours(1)))))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void refusesEveryTokenThatDiffersInOneCharacter() {
        String token = make(Duration.ofHours(1));
        Set<Integer> taken = new HashSet<>();

        for (int at = 0; at < token.length(); at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            if (!ask(changed).equals(new Refused(Refusal.TOKEN_INVALID))) {
                taken.add(at);
            }
        }

        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kid\":\"k1\" | \"kid\":\"k2\"",
                "\"kid\":\"k1\", | ",
                "\"principal_id\":42 | \"principal_id\":-1",
                "\"principal_id\":42 | \"principal_id\":4.5",
                "\"principal_id\":42 | \"principal_id\":\"\"",
                "\"principal_id\":42 | \"principal_id\":\"a b\"",
                "\"org_id\":7 | \"org_id\":null",
                "\"org_id\":7 | \"org_id\":\"*\"",
                "\"org_id\":7 | \"org_id\":\"-\"",
                "\"org_id\":7 | \"org_id\":\"\"",
                "\"org_id\":7 | \"org_id\":7,\"org_id\":8",
                "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55 | 3f0f0d4e",
                "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55 | f-1-4-8-2",
                "\"iat\": | \"exp\":1,\"was\":",
                "{ | [{",
                "} | }}",
            })
    void refusesClaimsOfAnotherForm(String part, String instead) {
        String claims = CLAIMS.replace(part, instead == null ? "" : instead);

        assertThat(ask(signed(claims, SECRET))).isEqualTo(new Refused(Refusal.TOKEN_INVALID));
    }

    @Test
    void refusesATokenThatWouldLiveForMoreThanFourHours() {
        long issued = START.getEpochSecond();

        assertThat(ask(signed(times(issued, issued + 4 * 3600), SECRET)))
                .isInstanceOf(Authenticated.class);
        assertThat(ask(signed(times(issued, issued + 4 * 3600 + 1), SECRET)))
                .isEqualTo(new Refused(Refusal.TOKEN_INVALID));
        assertThat(ask(signed(times(issued, issued), SECRET)))
                .isEqualTo(new Refused(Refusal.TOKEN_INVALID));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> make(Duration.ofHours(4).plusSeconds(1)));
    }

    @Test
    void allowsSixtySecondsOfDifferenceBetweenTheClocksAtBothEnds() {
        String token = make(Duration.ofHours(1));

        clock.set(START.minusSeconds(60));
        assertThat(ask(token)).isInstanceOf(Authenticated.class);
        clock.set(START.minusSeconds(61));
        assertThat(ask(token)).isEqualTo(new Refused(Refusal.TOKEN_INVALID));
        clock.set(START.plusSeconds(3600 + 59));
        assertThat(ask(token)).isInstanceOf(Authenticated.class);
        clock.set(START.plusSeconds(3600 + 60));
        assertThat(ask(token)).isEqualTo(new Refused(Refusal.TOKEN_EXPIRED));
    }

    @Test
    void refusesARevokedSessionWithTheNextReading() throws IOException {
        String token = make(Duration.ofHours(1));
        assertThat(ask(token)).isInstanceOf(Authenticated.class);

        Files.writeString(revoked, "{\"sessions\":[\"" + SESSION.toUpperCase(Locale.ROOT) + "\"]}");
        authenticator.refresh();

        assertThat(ask(token)).isEqualTo(new Refused(Refusal.TOKEN_REVOKED));
    }

    @Test
    void refusesWhatARevokedActorWasGivenBeforeAndTakesWhatCameAfter() throws IOException {
        String before = make(Duration.ofHours(1));
        clock.step(Duration.ofMinutes(1));
        Files.writeString(
                revoked,
                """
                {"actors":[{"organisation":"7","actor":"42","before":"2026-11-22T10:01:00Z"},
                           {"organisation":"8","actor":"42","before":"2026-11-22T11:00:00Z"}]}
                """);
        authenticator.refresh();

        assertThat(ask(before)).isEqualTo(new Refused(Refusal.TOKEN_REVOKED));
        assertThat(ask(make(Duration.ofHours(1)))).isInstanceOf(Authenticated.class);
    }

    @Test
    void keepsTheLastGoodListWhenANewOneCannotBeRead() throws IOException {
        String token = make(Duration.ofHours(1));
        Files.writeString(revoked, "{\"sessions\":[\"" + SESSION + "\"]}");
        authenticator.refresh();

        Files.writeString(revoked, "{\"sessions\":[\"not one\"]}");
        authenticator.refresh();

        assertThat(ask(token)).isEqualTo(new Refused(Refusal.TOKEN_REVOKED));
        assertThat(authenticator.health())
                .filteredOn(health -> !health.good())
                .singleElement()
                .satisfies(health ->
                        assertThat(health.message())
                                .contains("sessions[0] must be a UUID")
                                .doesNotContain("not one"));
    }

    @Test
    void refusesAListOfRevocationsThatIsTooLong() throws IOException {
        String many =
                IntStream.rangeClosed(0, RevokedSessionsParser.MOST)
                        .mapToObj(number -> "\"" + new UUID(1, number) + "\"")
                        .collect(Collectors.joining(","));
        Files.writeString(revoked, "{\"sessions\":[" + many + "]}");

        assertThatExceptionOfType(AuthSettingsException.class)
                .isThrownBy(this::open)
                .withMessageContaining("at most 10000");
    }

    @Test
    void takesTokensOfADemotedKeyForAsLongAsTheyCouldLive() throws IOException {
        String token = make(Duration.ofHours(4));
        Files.writeString(
                keys,
                """
                {"keys":[{"id":"k2","secret":"%s","status":"current"},
                         {"id":"k1","secret":"%s","status":"previous",
                          "demotedAt":"2026-11-22T08:00:00Z"}]}
                """
                        .formatted(NEXT_SECRET, SECRET));
        authenticator.refresh();

        clock.set(Instant.parse("2026-11-22T12:00:59Z"));
        assertThat(ask(token)).isInstanceOf(Authenticated.class);
        clock.set(Instant.parse("2026-11-22T12:01:00Z"));
        assertThat(ask(token)).isEqualTo(new Refused(Refusal.TOKEN_EXPIRED));
    }

    @Test
    void forgetsWhatItHasVerifiedWhenTheKeyIsGone() throws IOException {
        String token = make(Duration.ofHours(1));
        assertThat(ask(token)).isInstanceOf(Authenticated.class);

        Files.writeString(keys, key("k1", NEXT_SECRET, ""));
        authenticator.refresh();

        assertThat(ask(token)).isEqualTo(new Refused(Refusal.TOKEN_INVALID));
    }

    @Test
    void takesAKeysTokensForItsOwnOrganisationsOnly() throws IOException {
        Files.writeString(keys, key("k1", SECRET, ",\"organisations\":[\"8\"]"));
        authenticator.refresh();

        assertThat(ask(signed(CLAIMS, SECRET))).isEqualTo(new Refused(Refusal.TOKEN_INVALID));
        assertThat(ask(signed(CLAIMS.replace(":7,", ":8,"), SECRET)))
                .isInstanceOf(Authenticated.class);
        assertThatExceptionOfType(AuthSettingsException.class)
                .isThrownBy(() -> make(Duration.ofHours(1)))
                .withMessageContaining("may not sign for this organisation");
    }

    @Test
    void anotherSchemeOfAuthorizationSaysNothing() {
        assertThat(authenticator.authenticate(credentials("Basic dXNlcjpwYXNz")))
                .isEqualTo(new Refused(Refusal.NO_CREDENTIALS));
    }

    @Test
    void refusesATokenWhereNoSessionsAreKnown() {
        Authenticator without = Authenticator.open(Optional.empty(), Optional.empty(), clock);

        assertThat(without.authenticate(credentials("Bearer " + make(Duration.ofHours(1)))))
                .isEqualTo(new Refused(Refusal.TOKEN_INVALID));
    }

    @Test
    void showsNeitherTokenNorActor() {
        String token = make(Duration.ofHours(1));

        assertThat(credentials("Bearer " + token).toString()).doesNotContain(token);
        assertThat(SessionClaims.parse(CLAIMS.getBytes(StandardCharsets.UTF_8)).toString())
                .doesNotContain("42")
                .doesNotContain(SESSION);
    }

    @Test
    void remembersTokensAndForgetsThoseThatAreOver() {
        SessionVerifier verifier =
                new SessionVerifier(HmacKeyParser.parse(keys, key("k1", SECRET, "")));
        String token = make(Duration.ofHours(1));

        assertThat(verifier.verify(token, START)).isEqualTo(verifier.verify(token, START));
        verifier.verify(signed(CLAIMS, NEXT_SECRET), START);
        assertThat(verifier.rememberedTokens()).isEqualTo(1);
        verifier.forgetUseless(START.plusSeconds(3660));
        assertThat(verifier.rememberedTokens()).isZero();
    }

    private Authenticator open() {
        return Authenticator.open(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SessionSettings(keys, revoked)),
                clock);
    }

    private static String key(String id, String secret, String more) {
        return "{\"keys\":[{\"id\":\"%s\",\"secret\":\"%s\",\"status\":\"current\"%s}]}"
                .formatted(id, secret, more);
    }

    private String make(Duration life) {
        return SessionTokens.make(keys, new SessionTokens.Wanted("42", "7", SESSION, life), clock);
    }

    private static String times(long issued, long expires) {
        return CLAIMS.replaceAll(
                "\"iat\":[0-9]+,\"exp\":[0-9]+", "\"iat\":" + issued + ",\"exp\":" + expires);
    }

    /** Made with the JDK alone, as an issuer in another language would. */
    private static String signed(String claims, String secret) {
        try {
            var base64 = Base64.getUrlEncoder().withoutPadding();
            String head = "v1." + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(
                    new javax.crypto.spec.SecretKeySpec(
                            secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(head.getBytes(StandardCharsets.UTF_8));
            return head + "." + base64.encodeToString(signature);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Authentication ask(String token) {
        return authenticator.authenticate(credentials("Bearer " + token));
    }

    private static Credentials credentials(String authorization) {
        return new Credentials(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(authorization),
                "/v1/analytics/track");
    }
}
