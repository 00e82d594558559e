package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.Deliveries.Outcome;
import dev.headrace.eventlog.Deliveries.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Posts to streams whose answers wait for sinks. */
@Timeout(60)
class AcknowledgedPostTest {

    private static final Set<AuthMethod> HMAC = Set.of(AuthMethod.HMAC);
    private static final String THREE = "[{\"id\":\"a\"},{\"id\":\"b\",\"v2\":1},{\"id\":\"c\"}]";

    @TempDir Path folder;

    private final FakeDeliveries deliveries = new FakeDeliveries();

    @Test
    void aStreamThatNamesNoSinksNeverWaits() {
        try (Node node = node(100).stream(true, HMAC)) {
            assertThat(node.post(THREE).receipt().accepted()).isEqualTo(3);
            assertThat(deliveries.awaited).isEmpty();
        }
    }

    @Test
    void theAnswerWaitsForEveryAcceptedEventOverAllFrames() {
        try (Node node = node(100).stream(true, HMAC, "lake")) {
            node.post("{}");

            assertThat(node.post(THREE).receipt().accepted()).isEqualTo(3);
            assertThat(deliveries.awaited).containsExactly(List.of(0L), List.of(1L, 2L, 3L));
        }
    }

    @Test
    void anEmptyBatchHasNothingToWaitFor() {
        try (Node node = node(100).stream(true, HMAC, "lake")) {
            assertThat(node.post("[]").receipt().received()).isZero();
            assertThat(deliveries.awaited).isEmpty();
        }
    }

    /** The second event is the third record: frames go by schema version. */
    @Test
    void whatASinkRefusesIsARejectedEventWithItsPlaceInTheRequest() {
        deliveries.waiting =
                sequences ->
                        new Outcome.Settled(List.of(new Refused(2, "lake", "numeric-overflow")));
        try (Node node = node(100).stream(true, HMAC, "lake")) {
            IngestAnswer answer = node.post(THREE);

            assertThat(answer.isAllRejected()).isFalse();
            assertThat(answer.receipt().accepted()).isEqualTo(2);
            assertThat(answer.receipt().rejected())
                    .singleElement()
                    .satisfies(refused -> {
                        assertThat(refused.index()).isEqualTo(1);
                        assertThat(refused.id()).contains("b");
                        assertThat(refused.code()).isEqualTo(Rejection.Code.SINK_REFUSED);
                        assertThat(refused.pointer()).isEmpty();
                        assertThat(refused.keyword()).isEqualTo("numeric-overflow");
                        assertThat(refused.message()).contains("lake");
                    });
            assertThat(node.counted("events_received_total")).isEqualTo(3);
            assertThat(node.counted("events_accepted_total")).isEqualTo(2);
            assertThat(node.counted("events_rejected_total")).isEqualTo(1);
        }
    }

    @Test
    void whenTheSinkRefusesAllAllAreRejected() {
        deliveries.waiting =
                sequences -> new Outcome.Settled(List.of(new Refused(0, "lake", "odd")));
        try (Node node = node(100).stream(true, HMAC, "lake")) {
            assertThat(node.post("{\"id\":\"a\"}").isAllRejected()).isTrue();
        }
    }

    @Test
    void aWaitInVainIsATemporaryRefusalOfStoredEvents() {
        deliveries.waiting = sequences -> new Outcome.NotYet("lake");
        try (Node node = node(100).stream(true, HMAC, "lake")) {
            assertThatThrownBy(() -> node.post(THREE))
                    .isInstanceOfSatisfying(
                            RequestRefusedException.class,
                            e -> {
                                assertThat(e.problem()).isEqualTo(Problem.NOT_YET_DELIVERED);
                                assertThat(e.problem().isTemporary()).isTrue();
                                assertThat(e.detail()).contains("lake", "1500 ms", "stored");
                            });

            assertThat(node.log.end().sequence()).isEqualTo(3);
            assertThat(node.counted("events_received_total")).isEqualTo(3);
            assertThat(node.counted("events_accepted_total")).isEqualTo(3);
            assertThat(node.counted("requests_refused_total")).isEqualTo(1);
        }
    }

    @Test
    void theBodyIsGivenBackBeforeTheWait() throws Exception {
        String body = "{\"id\":\"" + "x".repeat(100) + "\"}";
        var release = new CountDownLatch(1);
        var inTheWait = new CountDownLatch(1);
        deliveries.waiting =
                sequences -> {
                    inTheWait.countDown();
                    release.await();
                    return new Outcome.Settled(List.of());
                };
        try (Node node = new Node(folder, deliveries, 100, body.length() + 1)) {
            node.stream(true, HMAC, "lake");
            var first = new FutureTask<>(() -> node.post(body));
            Thread.ofVirtual().start(first);
            inTheWait.await();
            node.stream(true, HMAC);

            assertThat(node.post(body).receipt().accepted()).isEqualTo(1);

            release.countDown();
            assertThat(first.get().receipt().accepted()).isEqualTo(1);
        }
    }

    @Test
    void aboveTheBoundOfWaitingRequestsTheRefusalComesAtOnce() throws Exception {
        var release = new CountDownLatch(1);
        var inTheWait = new CountDownLatch(1);
        deliveries.waiting =
                sequences -> {
                    inTheWait.countDown();
                    release.await();
                    return new Outcome.Settled(List.of());
                };
        try (Node node = node(1).stream(true, HMAC, "lake")) {
            var first = new FutureTask<>(() -> node.post("{}"));
            Thread.ofVirtual().start(first);
            inTheWait.await();
            assertThat(node.gauge("requests_waiting")).isEqualTo(1);

            assertThatThrownBy(() -> node.post("{}"))
                    .isInstanceOfSatisfying(
                            RequestRefusedException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.NOT_YET_DELIVERED));

            release.countDown();
            assertThat(first.get().receipt().accepted()).isEqualTo(1);
            assertThat(node.post("{}").receipt().accepted()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        deliveries.waiting =
                sequences -> {
                    throw new InterruptedException();
                };
        try (Node node = node(100).stream(true, HMAC, "lake")) {
            var post =
                    new FutureTask<>(() -> {
                        assertThatThrownBy(() -> node.post("{}"))
                                .isInstanceOf(RequestRefusedException.class)
                                .hasMessageContaining("stopping");
                        return Thread.currentThread().isInterrupted();
                    });
            Thread.ofVirtual().start(post);

            assertThat(post.get()).isTrue();
        }
    }

    private Node node(int mostWaiting) {
        return new Node(folder, deliveries, mostWaiting, 1 << 20);
    }
}
