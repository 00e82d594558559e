package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.eventlog.DedupeFixture.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repeats that come while the first one is still under way. */
@Timeout(120)
class DedupeConcurrencyTest {

    private static final int CALLERS = 16;

    private final DedupeFixture fixture = new DedupeFixture();

    @Test
    void appendsAnEventOnceHoweverManyPostItAtTheSameTime() throws Exception {
        try (Node node = fixture.open(new FaultyStorage())) {
            for (int round = 0; round < 50; round++) {
                String id = "a" + round;
                List<String> outcomes = together(() -> node.post(fixture.ids(id)));

                assertThat(outcomes).containsOnlyOnce("1/0/0");
                assertThat(outcomes.stream().filter("0/1/0"::equals)).hasSize(CALLERS - 1);
            }

            assertThat(node.log().end().sequence()).isEqualTo(50);
        }
    }

    @Test
    void appendsEachEventOfOverlappingRequestsOnceInWhateverOrderTheyName() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add("id" + i);
        }
        try (Node node = fixture.open(new FaultyStorage())) {
            for (int round = 0; round < 30; round++) {
                String prefix = round + "-";
                together(() -> {
                    List<String> own = new ArrayList<>(ids);
                    Collections.shuffle(own, new Random(Thread.currentThread().threadId()));
                    return node.post(
                            fixture.ids(
                                    own.stream().map(id -> prefix + id).toArray(String[]::new)));
                });
            }

            assertThat(Drafts.ids(Drafts.readAll(node.log(), LogFixture.at(0))))
                    .hasSize(30 * 30)
                    .extracting(entry -> entry.substring(entry.indexOf('=')))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void appendsEachEventOnceWhileIdsMoveToDiskAndRunsAreMerged() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Node node = fixture.open(new FaultyStorage());
                ExecutorService keeper = Executors.newSingleThreadExecutor()) {
            Future<Integer> keeping =
                    keeper.submit(() -> {
                        int turns = 0;
                        while (!over.await(1, TimeUnit.MILLISECONDS)) {
                            node.dedupe().keepAll();
                            node.dedupe().keep();
                            turns++;
                        }
                        return turns;
                    });
            for (int round = 0; round < 100; round++) {
                String id = "a" + round;
                String earlier = "a" + round / 2;
                assertThat(together(() -> node.post(fixture.ids(id)))).containsOnlyOnce("1/0/0");
                assertThat(node.post(fixture.ids(earlier))).isEqualTo("0/1/0");
            }
            over.countDown();

            assertThat(keeping.get()).isPositive();
            assertThat(node.log().end().sequence()).isEqualTo(100);
        }
    }

    @Test
    void aRepeatWaitsForTheOutcomeOfTheFirst() throws Exception {
        try (Node node = fixture.open(new FaultyStorage())) {
            Screening first = node.dedupe().screen(List.of(fixture.ids("a")));
            AtomicReference<String> second = new AtomicReference<>("");
            Thread waiting = post(node, second, "a");
            await().until(() -> waiting.getState() == Thread.State.WAITING);
            assertThat(second).hasValue("");

            first.stored(node.log().append(first.fresh()));

            await().untilAsserted(() -> assertThat(second).hasValue("0/1/0"));
            waiting.join();
        }
    }

    @Test
    void aRepeatTakesOverWhenTheFirstFails() throws Exception {
        try (Node node = fixture.open(new FaultyStorage())) {
            Screening first = node.dedupe().screen(List.of(fixture.ids("a")));
            AtomicReference<String> second = new AtomicReference<>("");
            Thread waiting = post(node, second, "a");
            await().until(() -> waiting.getState() == Thread.State.WAITING);

            first.close();

            await().untilAsserted(() -> assertThat(second).hasValue("1/0/0"));
            waiting.join();
            assertThat(node.log().end().sequence()).isEqualTo(1);
        }
    }

    @Test
    void aRunWaitsForAppendsWhoseIdsAreNotYetRemembered() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        try (Node node = fixture.open(storage)) {
            Screening first = node.dedupe().screen(List.of(fixture.ids("a")));
            Appended appended = node.log().append(first.fresh());
            Thread turning = Thread.ofPlatform().start(() -> keepAll(node));
            await().until(() -> turning.getState() == Thread.State.WAITING);

            first.stored(appended);
            turning.join();

            try (Node next = fixture.open(storage.afterCrash(new SplittableRandom(1)))) {
                assertThat(next.post(fixture.ids("a"))).isEqualTo("0/1/0");
            }
        }
    }

    private static void keepAll(Node node) {
        try {
            node.dedupe().keepAll();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoIsInterruptedWhileWaitingHoldsNothing() throws Exception {
        try (Node node = fixture.open(new FaultyStorage())) {
            Screening first = node.dedupe().screen(List.of(fixture.ids("b")));
            AtomicReference<String> second = new AtomicReference<>("");
            Thread waiting = post(node, second, "a", "b", "c");
            await().until(() -> waiting.getState() == Thread.State.WAITING);

            waiting.interrupt();
            waiting.join();

            assertThat(second).hasValue("interrupted");
            assertThat(node.post(fixture.ids("a", "c"))).isEqualTo("2/0/0");
            first.close();
        }
    }

    private Thread post(Node node, AtomicReference<String> outcome, String... ids) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        outcome.set(node.post(fixture.ids(ids)));
                    } catch (InterruptedException e) {
                        outcome.set("interrupted");
                    }
                });
    }

    private static List<String> together(Callable<String> post) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(
                        callers.submit(() -> {
                            start.await();
                            return post.call();
                        }));
            }
            start.countDown();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> one : all) {
                outcomes.add(one.get(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS));
            }
            return outcomes;
        }
    }
}
