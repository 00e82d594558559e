package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.HmacSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignedRequestsTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T08:00:00Z"));
    private final Clock clock = new ChangingClock();
    private final HmacSigner signer = new HmacSigner("a-secret-of-this-test");
    private final SignedRequests requests =
            new SignedRequests(signer, clock, List.of("{}".getBytes(StandardCharsets.UTF_8)));

    @Test
    void areWholeHttpRequests() {
        Map<String, String> headers = signer.headers(now.get(), SignedRequests.PATH);

        assertThat(request())
                .startsWith(
                        "POST /v1/streams/user-telemetry/events HTTP/1.1\r\nHost: localhost\r\n")
                .contains("\r\nX-Gu-Tools-HMAC-Date: Sun, 22 Nov 2026 08:00:00 GMT\r\n")
                .contains("\r\nX-Gu-Tools-HMAC-Token: ")
                .contains(headers.values())
                .endsWith("\r\nContent-Length: 2\r\n\r\n{}");
    }

    @Test
    void areSignedAnewEveryMinute() {
        String first = request();

        now.updateAndGet(at -> at.plus(Duration.ofSeconds(59)));
        String beforeTheMinute = request();
        now.updateAndGet(at -> at.plus(Duration.ofSeconds(1)));
        String afterTheMinute = request();

        assertThat(beforeTheMinute).isEqualTo(first);
        assertThat(afterTheMinute).isNotEqualTo(first).contains("08:01:00 GMT");
    }

    @Test
    void comeInTurn() {
        var several =
                new SignedRequests(signer, clock, List.of(new byte[1], new byte[2], new byte[3]));

        assertThat(several.request(4)).isSameAs(several.request(1));
        assertThat(several.request(Integer.MIN_VALUE)).isNotEmpty();
        assertThat(several.request(2)).hasSizeGreaterThan(several.request(1).length);
    }

    private String request() {
        return new String(requests.request(0), StandardCharsets.US_ASCII);
    }

    /** Shows what the test says. */
    private final class ChangingClock extends Clock {

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
