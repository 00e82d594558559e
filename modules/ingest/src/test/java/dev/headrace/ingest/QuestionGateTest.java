package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.HmacSigner;
import dev.headrace.event.Contract.Listener;
import dev.headrace.event.Contract.Rate;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.TrustedProxies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask for numbers, and how often. */
class QuestionGateTest {

    private static final String PATH = "/v1/query/counts";
    private static final String ONE = "192.0.2.7";

    @TempDir private Path folder;
    private final AtomicLong nanos = new AtomicLong();
    private HmacSigner signer;
    private RateLimits rates;
    private QuestionGate gate;

    @BeforeEach
    void open() {
        Path keys = folder.resolve("hmac.json");
        Clock clock = Clock.fixed(PipelineFixture.NOW, ZoneOffset.UTC);
        HmacKeyFile.createIfMissing(keys, new SplittableRandom(1), clock);
        signer = HmacKeyFile.currentSigner(keys);
        rates = new RateLimits(Optional.empty(), new Rate(3, Rate.Per.MINUTE, 3), nanos::get);
        gate =
                new QuestionGate(
                        Authenticator.open(
                                Optional.of(new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP)),
                                Optional.empty(),
                                clock),
                        rates,
                        new ClientAddresses(TrustedProxies.NONE),
                        new Rate(30, Rate.Per.MINUTE, 30),
                        nanos::get);
    }

    private Credentials service(String name) {
        Map<String, String> headers = signer.headers(PipelineFixture.NOW, PATH);
        return new Credentials(
                Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                Optional.of(name),
                List.of(),
                PATH);
    }

    private Credentials wrong() {
        return new Credentials(
                Optional.of("HMAC " + "A".repeat(43) + "="),
                service("a").hmacDate(),
                Optional.of("a"),
                List.of(),
                PATH);
    }

    private QuestionGate.Admitted ask(Listener listener, Credentials credentials, String address) {
        return gate.admit(listener, credentials, () -> ClientAddress.parse(address));
    }

    private RequestRefusedException refusal(Credentials credentials, String address) {
        return catchThrowableOfType(
                RequestRefusedException.class, () -> ask(Listener.PUBLIC, credentials, address));
    }

    @Test
    void eachCallerMayAskThirtyTimesAMinuteAndIsToldWhatIsLeft() {
        assertThat(ask(Listener.PUBLIC, service("a"), ONE).fields())
                .containsEntry("RateLimit-Policy", "\"questions\";q=30;qu=\"requests\";w=60")
                .containsEntry("RateLimit", "\"questions\";r=29;t=2");
        for (int i = 1; i < 30; i++) {
            ask(Listener.PUBLIC, service("a"), ONE);
        }

        RequestRefusedException refused = refusal(service("a"), ONE);

        assertThat(refused.problem()).isEqualTo(Problem.RATE_LIMITED);
        assertThat(refused.rateFields())
                .containsEntry("RateLimit", "\"questions\";r=0;t=60")
                .containsEntry("Retry-After", "2");
        assertThat(ask(Listener.PUBLIC, service("b"), ONE).principal().name()).isEqualTo("b");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        ask(Listener.PUBLIC, service("a"), ONE);
        assertThat(refusal(service("a"), ONE).problem()).isEqualTo(Problem.RATE_LIMITED);
    }

    @Test
    void theInternalListenerHasNoRates() {
        for (int i = 0; i < 100; i++) {
            assertThat(ask(Listener.INTERNAL, service("a"), ONE).fields()).isEmpty();
            assertThat(
                            catchThrowableOfType(
                                            RequestRefusedException.class,
                                            () -> ask(Listener.INTERNAL, wrong(), ONE))
                                    .problem())
                    .isEqualTo(Problem.UNAUTHENTICATED);
        }
    }

    @Test
    void credentialsThatDoNotVerifyCountForTheirAddressAndNoOthersDo() {
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(PipelineFixture.nobody(), ONE).problem())
                    .isEqualTo(Problem.UNAUTHENTICATED);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(wrong(), ONE).problem()).isEqualTo(Problem.UNAUTHENTICATED);
        }

        assertThat(refusal(wrong(), ONE).problem()).isEqualTo(Problem.RATE_LIMITED);
        assertThat(refusal(wrong(), ONE).rateFields())
                .containsEntry(
                        "RateLimit-Policy", "\"address\";q=3;qu=\"invalid-credentials\";w=60")
                .containsEntry("Retry-After", "20");
        assertThat(ask(Listener.PUBLIC, service("a"), ONE).principal().name()).isEqualTo("a");
        assertThat(refusal(wrong(), "192.0.2.8").problem()).isEqualTo(Problem.UNAUTHENTICATED);
    }

    /** A client that guesses has one limit, wherever it tries. */
    @Test
    void theLimitOfInvalidCredentialsIsThatOfTheDoors() {
        for (int i = 0; i < 3; i++) {
            rates.addresses()
                    .answer(
                            Listener.PUBLIC,
                            () -> ClientAddress.parse(ONE),
                            new InvalidCredentialsException("x"));
        }

        assertThat(refusal(wrong(), ONE).problem()).isEqualTo(Problem.RATE_LIMITED);
    }
}
