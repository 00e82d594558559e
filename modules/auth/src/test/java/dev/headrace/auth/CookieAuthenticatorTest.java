package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.CookieVerdict.Grace;
import dev.headrace.auth.CookieVerdict.Refusal;
import dev.headrace.auth.CookieVerdict.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CookieAuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant EXPIRES = NOW.plus(Duration.ofHours(1));
    private static final Instant GRACE_END = EXPIRES.plus(Duration.ofHours(24));

    @TempDir Path folder;

    private Path file;
    private CookieAuthenticator cookies;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("panda.settings");
        Files.writeString(file, Cookies.VECTORS.settings("S", List.of("A")));
        cookies =
                CookieAuthenticator.open(
                        new PandaSettings(file, Cookies.NAME, Set.of("guardian.co.uk"), true), NOW);
    }

    @Test
    void asksTheClockAtEachCallAlsoForAKnownCookie() {
        String cookie = Cookies.fresh("S", EXPIRES);

        assertThat(verdict(cookie, NOW)).isInstanceOf(Valid.class);
        assertThat(verdict(cookie, EXPIRES)).isInstanceOf(Valid.class);
        assertThat(verdict(cookie, EXPIRES.plusMillis(1))).isInstanceOf(Grace.class);
        assertThat(verdict(cookie, GRACE_END))
                .isInstanceOfSatisfying(
                        Grace.class, grace -> assertThat(grace.until()).isEqualTo(GRACE_END));
        assertThat(verdict(cookie, GRACE_END.plusMillis(1))).isEqualTo(Refusal.EXPIRED);
        assertThat(verdict(cookie, NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void validatesThePersonInGraceToo() {
        String foreign = Cookies.signed("S", Cookies.payload("a@evil.example", EXPIRES, "true"));
        String weak = Cookies.signed("S", Cookies.payload("jo@guardian.co.uk", EXPIRES, "false"));

        for (Instant at : List.of(NOW, EXPIRES.plusMillis(1), GRACE_END)) {
            assertThat(verdict(foreign, at)).isEqualTo(Refusal.NOT_AUTHORISED);
            assertThat(verdict(weak, at)).isEqualTo(Refusal.NOT_AUTHORISED);
        }
    }

    @Test
    void refusesACookieOfARemovedKeyRightAfterTheRefresh() throws IOException {
        String removed = Cookies.fresh("A", EXPIRES);
        String kept = Cookies.fresh("S", EXPIRES);
        assertThat(verdict(removed, NOW)).isInstanceOf(Valid.class);
        assertThat(verdict(kept, NOW)).isInstanceOf(Valid.class);

        Files.writeString(file, Cookies.VECTORS.settings("S", List.of()));
        cookies.refresh(NOW);

        assertThat(verdict(removed, NOW)).isEqualTo(Refusal.BAD_SIGNATURE);
        assertThat(verdict(kept, NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void acceptsACookieOfANewKeyRightAfterTheRefresh() throws IOException {
        String early = Cookies.fresh("B", EXPIRES);
        assertThat(verdict(early, NOW)).isEqualTo(Refusal.BAD_SIGNATURE);

        Files.writeString(file, Cookies.VECTORS.settings("S", List.of("B")));
        cookies.refresh(NOW);

        assertThat(verdict(early, NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void forgetsCookiesPastGraceAndKeepsTheOthers() {
        CookieVerifier verifier =
                new CookieVerifier(
                        PandaSettingsParser.parse(file, Cookies.VECTORS.settings("S", List.of())),
                        new PandaSettings(file, Cookies.NAME, Set.of("guardian.co.uk"), true));
        verifier.verify(Cookies.fresh("S", EXPIRES), NOW);

        verifier.forgetPastGrace(NOW.plusSeconds(60));
        assertThat(verifier.rememberedCookies()).isEqualTo(1);

        verifier.forgetPastGrace(GRACE_END.plusMillis(1));
        assertThat(verifier.rememberedCookies()).isZero();
    }

    @Test
    void remembersOnlyCookiesWithAGoodSignatureThatAreNotPastGrace() {
        CookieVerifier verifier =
                new CookieVerifier(
                        PandaSettingsParser.parse(file, Cookies.VECTORS.settings("S", List.of())),
                        new PandaSettings(file, Cookies.NAME, Set.of("guardian.co.uk"), true));

        verifier.verify("not a cookie", NOW);
        verifier.verify("AAAA.AAAA", NOW);
        verifier.verify(Cookies.fresh("A", EXPIRES), NOW);
        verifier.verify(Cookies.signed("S", "no payload"), NOW);
        verifier.verify(Cookies.fresh("S", NOW.minus(Duration.ofDays(2))), NOW);

        assertThat(verifier.rememberedCookies()).isZero();
    }

    @Test
    void refusesHeadersAndCookiesOverTheirLimits() {
        String cookie = Cookies.fresh("S", EXPIRES);
        String filler = "f=" + "x".repeat(CookieAuthenticator.MAX_HEADER_LENGTH - 2_000);
        String named = Cookies.NAME + "=" + cookie;

        assertThat(cookies.verdict(List.of(filler, named), NOW)).isInstanceOf(Valid.class);
        assertThat(cookies.verdict(List.of(filler, filler, named), NOW))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(cookies.verdict(List.of(named, filler, filler), NOW))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(verdict(longCookie(CookieVerifier.MAX_COOKIE_LENGTH - 3), NOW))
                .isInstanceOf(Valid.class);
        assertThat(verdict(longCookie(CookieVerifier.MAX_COOKIE_LENGTH + 1), NOW))
                .isEqualTo(Refusal.MALFORMED);
    }

    /** A good cookie of exactly that length, which is four times a number and one for the dot. */
    private static String longCookie(int length) {
        String base = Cookies.payload("jo@guardian.co.uk", EXPIRES, "true") + "&filler=";
        for (int filler = 0; filler < length; filler++) {
            int payload = base.length() + filler;
            if ((payload + 2) / 3 * 4 + 1 + 344 == length) {
                return Cookies.signed("S", base + "x".repeat(filler));
            }
        }
        throw new IllegalArgumentException("no cookie has that length");
    }

    @Test
    void takesNoCookieForNone() {
        assertThat(cookies.verdict(List.of(), NOW)).isEqualTo(Refusal.NONE);
        assertThat(cookies.verdict(List.of("a=b"), NOW)).isEqualTo(Refusal.NONE);
        assertThat(cookies.verdict(List.of(Cookies.NAME), NOW)).isEqualTo(Refusal.NONE);
        assertThat(cookies.verdict(List.of(Cookies.NAME + "="), NOW)).isEqualTo(Refusal.MALFORMED);
    }

    private CookieVerdict verdict(String cookie, Instant at) {
        return cookies.verdict(List.of("a=1; " + Cookies.NAME + "=" + cookie), at);
    }
}
