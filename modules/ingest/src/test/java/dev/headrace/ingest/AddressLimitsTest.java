package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.privacy.ClientAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressLimitsTest {

    private static final String LIMITS = "{ requests-per-minute-per-address: 3 }";
    private static final String ONE = "192.0.2.7";

    @TempDir private Path folder;

    private record From(String text) implements Sender {

        @Override
        public Optional<ClientAddress> address(ClientAddresses clients) {
            return ClientAddress.parse(text);
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }
    }

    private static void post(PipelineFixture fixture, Credentials credentials, String address) {
        byte[] event = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        fixture.pipeline.ingest(
                new IngestRequest(
                        "s",
                        Contract.Listener.PUBLIC,
                        Optional.empty(),
                        credentials,
                        Optional.empty(),
                        Optional.of("application/json"),
                        Optional.empty(),
                        event.length,
                        Optional.empty(),
                        Optional.empty(),
                        Set::of,
                        new From(address),
                        new ByteArrayInputStream(event)));
    }

    private static void post(PipelineFixture fixture, String address) {
        post(fixture, PipelineFixture.nobody(), address);
    }

    private static Credentials wrong(PipelineFixture fixture) {
        Credentials right = fixture.service("a");
        return new Credentials(
                Optional.of("HMAC " + "A".repeat(43) + "="),
                right.hmacDate(),
                right.serviceName(),
                List.of(),
                right.rawPath());
    }

    private static RequestRefusedException refusal(
            PipelineFixture fixture, Credentials credentials, String address) {
        return catchThrowableOfType(
                RequestRefusedException.class, () -> post(fixture, credentials, address));
    }

    private PipelineFixture fixture(String limits) {
        return new PipelineFixture(folder, limits, Optional.empty());
    }

    @Test
    void anAddressMaySendSoManyRequestsWhoeverSendsThem() {
        try (var fixture = fixture(LIMITS)) {
            post(fixture, ONE);
            post(fixture, fixture.service("a"), ONE);
            post(fixture, fixture.service("b"), ONE);

            Answer answer = Refusals.problem(refusal(fixture, fixture.service("c"), ONE));

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers())
                    .containsEntry("Retry-After", "20")
                    .containsEntry("RateLimit-Policy", "\"address\";q=3;qu=\"requests\";w=60")
                    .containsEntry("RateLimit", "\"address\";r=0;t=60");
            assertThat(
                            fixture.meters.count(
                                    "requests_refused_total", Map.of("problem", "rate-limited")))
                    .isOne();
            assertThat(fixture.log.records()).isEqualTo(3);

            fixture.nanos.addAndGet(Duration.ofSeconds(20).toNanos());
            post(fixture, ONE);
            assertThat(fixture.log.records()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7, ::ffff:192.0.2.7, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false"
    })
    void aMachineThatTakesManyAddressesIsOne(String one, String other, boolean together) {
        try (var fixture = fixture(LIMITS)) {
            for (int i = 0; i < 3; i++) {
                post(fixture, one);
            }

            if (together) {
                assertThat(refusal(fixture, PipelineFixture.nobody(), other).problem())
                        .isEqualTo(Problem.RATE_LIMITED);
            } else {
                assertThatCode(() -> post(fixture, other)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aStreamWithoutARateForAddressesHasNone() {
        try (var fixture = fixture("{ events: 10 }")) {
            for (int i = 0; i < 1_000; i++) {
                post(fixture, ONE);
            }

            assertThat(fixture.log.records()).isEqualTo(1_000);
        }
    }

    @Test
    void credentialsThatDoNotVerifyAreToldWhenToComeAgainAndOnlyThey() {
        try (var fixture = fixture("{ events: 10 }")) {
            for (int i = 0; i < 30; i++) {
                assertThat(refusal(fixture, wrong(fixture), ONE).problem())
                        .isEqualTo(Problem.UNAUTHENTICATED);
            }

            Answer answer = Refusals.problem(refusal(fixture, wrong(fixture), ONE));

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers())
                    .containsEntry("Retry-After", "2")
                    .containsEntry(
                            "RateLimit-Policy", "\"address\";q=30;qu=\"invalid-credentials\";w=60");
            post(fixture, fixture.service("a"), ONE);
            post(fixture, ONE);
            assertThat(refusal(fixture, wrong(fixture), "192.0.2.8").problem())
                    .isEqualTo(Problem.UNAUTHENTICATED);
            fixture.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(refusal(fixture, wrong(fixture), ONE).problem())
                    .isEqualTo(Problem.UNAUTHENTICATED);
        }
    }

    @Test
    void anAddressIsForgottenAMinuteAfterItMeantAnything() {
        var now = new AtomicLong();
        var buckets = new RateBuckets<Integer>(now::get);
        var rate = new Contract.Rate(60, Contract.Rate.Per.MINUTE, 60);
        buckets.bucket(0, -1);
        for (int i = 1; i < 100; i++) {
            buckets.bucket(i, -1).take(rate, 1, now.get());
        }

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        buckets.bucket(200, -1);

        assertThat(buckets.size()).isOne();
    }

    @Test
    void addressesHaveNoMorePlacesThanThereAre() {
        var now = new AtomicLong();
        var buckets = new RateBuckets<Integer>(now::get);
        var rate = new Contract.Rate(1, 1);
        for (int i = 0; i < RateBuckets.MOST + 100; i++) {
            buckets.bucket(i, -1).take(rate, 1, now.get());
        }

        assertThat(buckets.size()).isEqualTo(RateBuckets.MOST + 1);
        assertThat(buckets.bucket(-2, -1)).isSameAs(buckets.bucket(-3, -1));
        now.addAndGet(Duration.ofSeconds(200).toNanos());
        assertThat(buckets.bucket(-2, -1)).isNotSameAs(buckets.bucket(-3, -1));
    }
}
