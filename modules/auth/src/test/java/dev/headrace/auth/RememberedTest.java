package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Remembered.Digest;
import dev.headrace.auth.VerifiedCookie.Standing;
import dev.headrace.event.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class RememberedTest {

    private static final Instant EXPIRES = Instant.parse("2026-11-22T12:00:00Z");

    private final Remembered<VerifiedCookie> cookies = new Remembered<>(100);

    @Test
    void findsACookieByTheDigestOfItsText() {
        cookies.remember(cookies.digest("text"), cookie("one"));

        assertThat(cookies.find(cookies.digest("text"))).contains(cookie("one"));
        assertThat(cookies.find(cookies.digest("Text"))).isEmpty();
    }

    @Test
    void staysWithinItsCapacity() {
        for (int number = 0; number < 10_000; number++) {
            cookies.remember(digest(number), cookie("one"));

            assertThat(cookies.size()).isLessThanOrEqualTo(100);
        }
        assertThat(cookies.find(digest(9_999))).isPresent();
        assertThat(cookies.find(digest(0))).isEmpty();
    }

    @Test
    void keepsWhatIsUsedWhileOthersGo() {
        cookies.remember(digest(-1), cookie("used"));

        for (int number = 0; number < 10_000; number++) {
            cookies.remember(digest(number), cookie("other"));
            assertThat(cookies.find(digest(-1))).contains(cookie("used"));
        }
    }

    @Test
    void forgetsWhatIsPastGrace() {
        cookies.remember(digest(1), cookie("one"));

        cookies.forget(pastGrace(EXPIRES.plus(Duration.ofHours(24))));
        assertThat(cookies.size()).isEqualTo(1);

        cookies.forget(pastGrace(EXPIRES.plus(Duration.ofHours(24)).plusMillis(1)));
        assertThat(cookies.size()).isZero();
    }

    @Test
    void staysBoundedUnderManyThreads() {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                int first = thread * 10_000;
                threads.execute(() -> {
                    for (int number = first; number < first + 10_000; number++) {
                        cookies.remember(digest(number), cookie("one"));
                        cookies.find(digest(number - 30));
                    }
                });
            }
        }

        assertThat(cookies.size()).isPositive().isLessThanOrEqualTo(100 + 2 * 8);
    }

    private static Predicate<VerifiedCookie> pastGrace(Instant now) {
        return cookie -> cookie.isPastGrace(now);
    }

    private static Digest digest(int number) {
        return new Digest(number, 0, 0, 0);
    }

    private static VerifiedCookie cookie(String name) {
        return new VerifiedCookie(Principal.person(name), Standing.MAY_CALL, EXPIRES, "key");
    }
}
