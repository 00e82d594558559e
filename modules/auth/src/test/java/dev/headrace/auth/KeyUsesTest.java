package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final KeyUses uses = new KeyUses();

    @Test
    void keepsFirstAndLastUseCountAndServices() {
        uses.count("k1", "editor", MORNING);
        uses.count("k1", "planner", NOON);
        uses.count("k1", "editor", NOON.minusSeconds(1));

        assertThat(uses.uses())
                .containsExactly(new KeyUse("k1", MORNING, NOON, 3, Set.of("editor", "planner")));
    }

    @Test
    void showsTheNewestUseFirst() {
        uses.count("old", "editor", MORNING);
        uses.count("new", "editor", NOON);

        assertThat(uses.uses()).extracting(KeyUse::keyId).containsExactly("new", "old");
    }

    @Test
    void addsToWhatWasKnownBefore() {
        uses.restore(List.of(new KeyUse("k1", MORNING, MORNING, 41, Set.of("editor"))));
        uses.count("k1", "planner", NOON);

        assertThat(uses.uses())
                .containsExactly(new KeyUse("k1", MORNING, NOON, 42, Set.of("editor", "planner")));
    }

    @Test
    void keepsNoMoreThanAHundredNames() {
        IntStream.range(0, 1_000).forEach(i -> uses.count("k1", "service-" + i, NOON));

        assertThat(uses.uses().getFirst().services()).hasSize(100);
        assertThat(uses.uses().getFirst().count()).isEqualTo(1_000);
    }

    @Test
    void losesNoCountOfManyThreads() throws InterruptedException {
        var begin = new CountDownLatch(1);
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(any ->
                                Thread.ofPlatform()
                                        .start(() -> {
                                            awaitQuietly(begin);
                                            for (int i = 0; i < 10_000; i++) {
                                                uses.count("k1", "editor", NOON);
                                            }
                                        }))
                        .toList();
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(uses.uses().getFirst().count()).isEqualTo(80_000);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
