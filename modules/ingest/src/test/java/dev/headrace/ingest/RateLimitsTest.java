package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.auth.Scope;
import dev.headrace.event.Contract.Rate;
import dev.headrace.event.Principal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitsTest {

    private static final String TEN_A_SECOND = "{ events: 100, events-per-second: 10, burst: 30 }";

    @TempDir private Path folder;

    private PipelineFixture fixture(String limits) {
        return new PipelineFixture(folder, limits, Optional.empty());
    }

    private static String batch(int events) {
        return "[" + "{\"a\":1},".repeat(events - 1) + "{\"a\":1}]";
    }

    private static RequestRefusedException refusal(Runnable post) {
        var refusals = new ConcurrentLinkedQueue<RequestRefusedException>();
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(post::run)
                .satisfies(refusals::add);
        return refusals.remove();
    }

    @Test
    void letsABurstInThenRefusesWith429AndTheFieldsAndStoresNothing() {
        try (var fixture = fixture(TEN_A_SECOND)) {
            IngestAnswer taken = fixture.postAs("a", batch(25));
            RequestRefusedException refused = refusal(() -> fixture.postAs("a", batch(10)));

            assertThat(taken.allowance().orElseThrow().fields())
                    .containsEntry("RateLimit-Policy", "\"default\";q=30;qu=\"events\";w=3")
                    .containsEntry("RateLimit", "\"default\";r=5;t=3");
            Answer answer = Refusals.problem(refused);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.headers())
                    .containsEntry("Retry-After", "1")
                    .containsEntry("RateLimit-Policy", "\"default\";q=30;qu=\"events\";w=3")
                    .containsEntry("RateLimit", "\"default\";r=5;t=3");
            assertThat(fixture.log.records()).isEqualTo(25);
            assertThat(
                            fixture.meters.count(
                                    "requests_refused_total", Map.of("problem", "rate-limited")))
                    .isEqualTo(1);
        }
    }

    @Test
    void letsTheSameRequestInAfterRetryAfter() {
        try (var fixture = fixture(TEN_A_SECOND)) {
            fixture.postAs("a", batch(29));
            RequestRefusedException refused = refusal(() -> fixture.postAs("a", batch(15)));
            long seconds = refused.throttled().orElseThrow().retryAfterSeconds();
            fixture.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());

            fixture.postAs("a", batch(15));

            assertThat(seconds).isEqualTo(2);
            assertThat(fixture.log.records()).isEqualTo(44);
        }
    }

    @Test
    void refusesBeforeTheBodyIsReadWhenNothingIsLeft() {
        InputStream unreadable =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("read although nothing is left");
                    }

                    @Override
                    public int read(byte[] into, int from, int length) {
                        return read();
                    }
                };
        try (var fixture = fixture(TEN_A_SECOND)) {
            fixture.postAs("a", batch(30));

            RequestRefusedException refused =
                    refusal(() ->
                            fixture.pipeline.ingest(
                                    PipelineFixture.request(
                                            fixture.service("a"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            100,
                                            unreadable)));

            assertThat(refused.problem()).isEqualTo(Problem.RATE_LIMITED);
        }
    }

    @Test
    void letsARequestLargerThanTheBurstInAndKeepsTheRateByADebt() {
        try (var fixture = fixture(TEN_A_SECOND)) {
            fixture.postAs("a", batch(100));
            assertThat(refusal(() -> fixture.postAs("a", batch(1))).throttled().orElseThrow())
                    .extracting(RequestRefusedException.Throttled::retryAfterSeconds)
                    .isEqualTo(8L); // 70 events of debt and one more, at ten a second
            fixture.nanos.addAndGet(Duration.ofMillis(7_100).toNanos());

            fixture.postAs("a", batch(1));

            assertThat(fixture.log.records()).isEqualTo(101);
        }
    }

    @Test
    void chargesRejectedEventsAndDryRunsTooButNoRefusedRequest() {
        try (var fixture = fixture(TEN_A_SECOND)) {
            fixture.postAs("a", "[{},{},{},{},{},{},{},{},{},{}]");
            fixture.pipeline.validate(
                    PipelineFixture.request(fixture.service("a"), Optional.empty(), batch(10)));
            refusal(() -> fixture.postAs("a", batch(11)));
            refusal(() -> fixture.postAs("a", batch(11)));

            fixture.postAs("a", batch(10));

            assertThat(fixture.log.records()).isEqualTo(10);
        }
    }

    @Test
    void givesEachCallerABucketAndAllStrangersOne() {
        try (var fixture = fixture(TEN_A_SECOND)) {
            fixture.postAs("a", batch(30));
            fixture.postAs("b", batch(30));
            fixture.post(batch(30));

            refusal(() -> fixture.postAs("a", batch(1)));
            refusal(() -> fixture.post(batch(1)));
        }
    }

    @Test
    void takesTheNodesRateWhereTheStreamNamesNone() {
        try (var fixture = new PipelineFixture(folder, "{}", Optional.of(Rate.of(1)))) {
            fixture.postAs("a", batch(10));

            refusal(() -> fixture.postAs("a", batch(1)));
        }
    }

    @Test
    void saysNothingOfRatesWhereThereIsNone() {
        try (var fixture = fixture("{}")) {
            assertThat(fixture.postAs("a", batch(1000)).allowance()).isEmpty();
        }
    }

    @Test
    void neverHandsOutMoreThanTheBurstToManyThreads() throws Exception {
        var bucket = new RateBucket(0);
        var rate = new Rate(1_000, 5_000);
        var taken = new java.util.concurrent.atomic.LongAdder();
        var threads = new ConcurrentLinkedQueue<Thread>();
        for (int i = 0; i < 20; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int j = 0; j < 1_000; j++) {
                                    if (bucket.take(rate, 3, 0) == 0) {
                                        taken.add(3);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken.sum()).isEqualTo(4_998);
    }

    @Test
    void countsRightWhateverTheMonotonicClockSays() {
        for (long start : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - 5}) {
            var bucket = new RateBucket(start);
            var rate = new Rate(2, 2);

            assertThat(bucket.take(rate, 2, start)).isZero();
            assertThat(bucket.take(rate, 1, start)).isEqualTo(500_000_000L);
            assertThat(bucket.take(rate, 1, start + 500_000_000L)).isZero();
        }
    }

    @Test
    void boundsItsBucketsAndForgetsTheIdleOnes() {
        try (var fixture = fixture("{ events: 100, events-per-second: 10, burst: 30 }")) {
            var limits = new RateLimits(Optional.of(new Rate(1, 1)), fixture.nanos::get);
            var contract = EventFieldsTest.contract();
            for (int i = 0; i < RateLimits.MOST_BUCKETS + 100; i++) {
                limits.quota(contract, caller("s" + i)).charge(() -> 1);
                if (i == RateLimits.MOST_BUCKETS) {
                    refusal(() -> limits.quota(contract, caller("late")).requireSome());
                    fixture.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                }
            }

            assertThat(limits.size()).isLessThan(200);
        }
    }

    @Test
    void givesEachSessionABucketOfItsOwn() {
        try (var fixture = fixture("{ events: 100 }")) {
            var limits =
                    new RateLimits(
                            Optional.of(new Rate(6, Rate.Per.MINUTE, 1)), fixture.nanos::get);
            var contract = EventFieldsTest.contract();

            limits.quota(contract, inSession("one")).charge(() -> 1);
            refusal(() -> limits.quota(contract, inSession("one")).requireSome());
            limits.quota(contract, inSession("two")).requireSome();

            fixture.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            limits.quota(contract, inSession("one")).requireSome();
        }
    }

    @Test
    void tellsARateByTheMinuteInTheSameFields() {
        try (var fixture = fixture("{ events: 100, events-per-minute: 30, burst: 20 }")) {
            IngestAnswer answer = fixture.post("[{\"a\":1},{\"a\":1}]");

            assertThat(answer.allowance().orElseThrow().fields())
                    .containsEntry(Allowance.POLICY, "\"default\";q=20;qu=\"events\";w=40")
                    .containsEntry(Allowance.STATE, "\"default\";r=18;t=4");
        }
    }

    private static Gate.Caller caller(String service) {
        return new Gate.Caller(Principal.service(service), Optional.empty(), Scope.NONE);
    }

    private static Gate.Caller inSession(String session) {
        return new Gate.Caller(
                Principal.session("42", "7"),
                Optional.empty(),
                new Scope(Set.of("7"), Optional.of(session)));
    }
}
