package dev.headrace.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sts.StsClient;

class AwsClientTest {

    private FakeAws aws;

    @BeforeEach
    void start() throws IOException {
        aws = new FakeAws();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void callsWithTheKeysThatWereGiven() throws Exception {
        assertThat(account(UnaryOperator.identity())).isEqualTo("123456789012");

        assertThat(aws.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.authorization())
                                .contains("Credential=AKIDEXAMPLE/", "/eu-west-1/sts/"));
    }

    @Test
    void assumesTheRoleOfAnotherAccountWithItsExternalId() throws Exception {
        aws.answers(exchange ->
                FakeAws.send(
                        exchange,
                        200,
                        aws.requests().size() == 1 ? FakeAws.ASSUMED : FakeAws.IDENTITY));

        account(given ->
                with(
                        given,
                        "role-arn",
                        "arn:aws:iam::123456789012:role/lake",
                        "role-external-id",
                        "lake-7",
                        "role-endpoint",
                        aws.endpoint()));

        assertThat(aws.requests().getFirst().body())
                .contains("Action=AssumeRole", "ExternalId=lake-7", "RoleSessionName=headrace");
        assertThat(aws.requests().getFirst().authorization()).contains("AKIDEXAMPLE");
        assertThat(aws.requests().getLast().authorization()).contains("ASIAOFTHEROLE");
        assertThat(aws.requests().getLast().token()).isEqualTo("token-of-the-role");
    }

    @Test
    void bridgesAConnectionThatWasLost() throws Exception {
        var calls = new AtomicInteger();
        aws.answers(exchange -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("hangs up");
            }
            FakeAws.send(exchange, 200, FakeAws.IDENTITY);
        });

        assertThat(account(UnaryOperator.identity())).isEqualTo("123456789012");
        assertThat(calls).hasValue(2);
    }

    @Test
    void leavesRetriesOfAnswersToHeadrace() {
        aws.answers(FakeAws.error(503, "ServiceUnavailable", "later"));

        assertThatThrownBy(() -> account(UnaryOperator.identity()))
                .isInstanceOf(SdkServiceException.class);
        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void asksOnceThoughItIsThrottled() {
        aws.answers(FakeAws.error(400, "ThrottlingException", "slow"));

        assertThatThrownBy(() -> account(UnaryOperator.identity()))
                .isInstanceOf(SdkServiceException.class);
        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void endsAnAttemptThatTakesTooLong() {
        var end = new CountDownLatch(1);
        aws.answers(exchange -> hang(exchange, end));

        assertThatThrownBy(() -> account(given -> with(given, "attempt-timeout", "200ms")))
                .isInstanceOf(ApiCallAttemptTimeoutException.class);

        end.countDown();
    }

    @Test
    void anInterruptEndsACallThatWaitsForAnAnswer() throws Exception {
        var end = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        aws.answers(exchange -> {
            asked.countDown();
            hang(exchange, end);
        });
        var failure = new AtomicReference<Throwable>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                account(UnaryOperator.identity());
                            } catch (Exception e) {
                                failure.set(e);
                            }
                        });
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        end.countDown();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        account(UnaryOperator.identity());

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Thread.getAllStackTraces().keySet())
                                .extracting(Thread::getName)
                                .noneMatch(name ->
                                        name.startsWith("sdk-")
                                                || name.contains("aws")
                                                || name.contains("reaper")));
    }

    private static void hang(HttpExchange exchange, CountDownLatch end) throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        exchange.close();
    }

    private String account(UnaryOperator<Map<String, String>> settings) throws Exception {
        Map<String, String> given =
                Map.of(
                        "region", "eu-west-1",
                        "endpoint", aws.endpoint(),
                        "access-key-id", "AKIDEXAMPLE",
                        "secret-access-key", "not-for-eyes");
        try (AwsClient client = AwsClient.open(AwsSettingsTest.settings(settings.apply(given)), 2);
                StsClient sts = client.configure(StsClient.builder()).build()) {
            return client.call(() -> sts.getCallerIdentity().account());
        }
    }

    private static Map<String, String> with(Map<String, String> given, String... more) {
        var all = new HashMap<>(given);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
