package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.auth.CookieVerdict.Grace;
import dev.headrace.auth.CookieVerdict.Refusal;
import dev.headrace.auth.CookieVerdict.Valid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class CookieVectorsTest {

    private static final Set<String> WORDS =
            Set.of(
                    "none",
                    "malformed",
                    "bad-signature",
                    "bad-payload",
                    "not-authorized",
                    "grace",
                    "expired",
                    "valid");

    private final VectorFile vectors = VectorFile.asked();
    private final String cookieName = vectors.at("cookieName").asString();

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> judgesEveryCookieAsExpected() {
        return VectorFile.tests(vectors.at("cookies"), this::judgesAsExpected);
    }

    @TestFactory
    Stream<DynamicTest> findsTheCookieInEveryHeader() {
        return VectorFile.tests(
                vectors.at("cookieHeaderParsing"),
                vector ->
                        assertThat(
                                        CookieHeader.find(
                                                List.of(vector.path("header").asString()),
                                                cookieName))
                                .isEqualTo(vector.path("value").stringValueOpt()));
    }

    @Test
    void gracePeriodIsTheOneOfTheVectors() {
        assertThat(VerifiedCookie.GRACE)
                .isEqualTo(Duration.ofMillis(vectors.at("gracePeriodMillis").asLong()));
    }

    private void judgesAsExpected(JsonNode vector) {
        PandaSettings settings = settings(vector);
        Instant now = Instant.ofEpochMilli(vector.path("evalAtEpochMillis").asLong());
        CookieAuthenticator cookies = CookieAuthenticator.open(settings, now);
        List<String> headers = headers(vector);

        CookieVerdict verdict = cookies.verdict(headers, now);

        assertThat(word(verdict))
                .as(vector.path("name").asString())
                .isIn(accepted(vector.path("expected").asString()));
        assertThat(cookies.verdict(headers, now)).isEqualTo(verdict);
        assertThat(answered(settings, headers, now)).isEqualTo(toldToCallers(verdict));
    }

    private static Set<String> accepted(String expected) {
        return expected.equals("either") ? WORDS : Set.of(expected.split("-or-", -1));
    }

    /** Escaped, so that a cookie of any letters arrives as the vector has it. */
    private List<String> headers(JsonNode vector) {
        return vector.path("cookie")
                .stringValueOpt()
                .map(cookie ->
                        List.of(
                                cookieName
                                        + "="
                                        + URLEncoder.encode(cookie, StandardCharsets.UTF_8)
                                                .replace("+", "%20")))
                .orElse(List.of());
    }

    private PandaSettings settings(JsonNode vector) {
        List<String> others =
                vector.path("alsoAccept").valueStream().map(JsonNode::asString).toList();
        try {
            Path file =
                    Files.writeString(
                            Files.createTempFile(folder, "panda", ".settings"),
                            vectors.settings(vector.path("activeKey").asString(), others));
            return new PandaSettings(file, cookieName, Set.of("guardian.co.uk"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answered(PandaSettings settings, List<String> headers, Instant now) {
        Authenticator authenticator =
                Authenticator.open(
                        Optional.empty(), Optional.of(settings), Clock.fixed(now, ZoneOffset.UTC));
        return switch (authenticator.authenticate(Cookies.requestWithHeaders(headers))) {
            case Authenticated known -> "known, grace " + known.graceUntil();
            case Refused refused -> refused.reason().name();
        };
    }

    private static String toldToCallers(CookieVerdict verdict) {
        return switch (verdict) {
            case Valid valid -> "known, grace Optional.empty";
            case Grace grace -> "known, grace " + Optional.of(grace.until());
            case Refusal.NONE -> "NO_CREDENTIALS";
            case Refusal.MALFORMED, Refusal.BAD_SIGNATURE, Refusal.BAD_PAYLOAD -> "COOKIE_INVALID";
            case Refusal.NOT_AUTHORISED -> "NOT_AUTHORISED";
            case Refusal.EXPIRED -> "COOKIE_EXPIRED";
        };
    }

    private static String word(CookieVerdict verdict) {
        return switch (verdict) {
            case Valid valid -> "valid";
            case Grace grace -> "grace";
            case Refusal.NONE -> "none";
            case Refusal.MALFORMED -> "malformed";
            case Refusal.BAD_SIGNATURE -> "bad-signature";
            case Refusal.BAD_PAYLOAD -> "bad-payload";
            case Refusal.NOT_AUTHORISED -> "not-authorized";
            case Refusal.EXPIRED -> "expired";
        };
    }
}
