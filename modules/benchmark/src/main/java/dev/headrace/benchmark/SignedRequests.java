package dev.headrace.benchmark;

import dev.headrace.auth.HmacSigner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Requests made in advance, head and body, so that sending one costs the driver a single write.
 * They are signed anew when the signature is a minute old. Safe for use by any number of threads.
 */
final class SignedRequests {

    static final String PATH = "/v1/streams/user-telemetry/events";

    private static final Duration SIGNED_FOR = Duration.ofMinutes(1);

    private final HmacSigner signer;
    private final Clock clock;
    private final List<byte[]> bodies;
    private volatile Signed signed;

    private record Signed(List<byte[]> requests, long oldAtMillis) {}

    SignedRequests(HmacSigner signer, Clock clock, List<byte[]> bodies) {
        this.signer = signer;
        this.clock = clock;
        this.bodies = List.copyOf(bodies);
        this.signed = sign();
    }

    /** One of the requests; a caller that counts up gets all of them in turn. */
    byte[] request(int number) {
        Signed present = signed;
        if (isOld(present)) {
            present = signAgain();
        }
        return present.requests().get(Math.floorMod(number, present.requests().size()));
    }

    private synchronized Signed signAgain() {
        if (isOld(signed)) {
            signed = sign();
        }
        return signed;
    }

    private boolean isOld(Signed candidate) {
        return clock.millis() >= candidate.oldAtMillis();
    }

    private Signed sign() {
        Instant now = clock.instant();
        Map<String, String> headers = signer.headers(now, PATH);
        return new Signed(
                bodies.stream()
                        .map(body -> RequestBytes.post(PATH, "application/json", headers, body))
                        .toList(),
                now.plus(SIGNED_FOR).toEpochMilli());
    }
}
