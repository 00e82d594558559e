package dev.headrace.eventlog;

import static dev.headrace.eventlog.DedupeFixture.ADA;
import static dev.headrace.eventlog.DedupeFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.headrace.eventlog.DedupeFixture.Node;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered over restarts, on disk, and for how long. */
class DedupeRestartTest {

    private final DedupeFixture fixture = new DedupeFixture();
    private final FaultyStorage storage = new FaultyStorage();

    @Test
    void remembersOverARestartWhatIsInRuns() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("a", "b"));
        }

        try (Node node = fixture.open(storage)) {
            assertThat(node.post(fixture.ids("a", "b", "c"))).isEqualTo("1/2/0");
            assertThat(node.post(fixture.frame(ADA, event("a", "other")))).isEqualTo("0/0/1");
            assertThat(node.dedupe().status().lookups()).isEqualTo(3);
            assertThat(node.dedupe().status().falseLookups()).isZero();
        }
    }

    @Test
    void remembersOverACrashWhatIsInTheLogOnly() throws Exception {
        Node node = fixture.open(storage);
        node.post(fixture.ids("a"));
        node.dedupe().keepAll();
        node.post(fixture.ids("b"));
        FaultyStorage left = storage.afterCrash(new SplittableRandom(1));

        try (Node next = fixture.open(left)) {
            assertThat(next.post(fixture.ids("a", "b"))).isEqualTo("0/2/0");
            assertThat(next.post(fixture.frame(ADA, event("b", "other")))).isEqualTo("0/0/1");
        }
        node.close();
    }

    @Test
    void knowsAnOwnerWhomThePrincipalDoesNotTellOverACrash() throws Exception {
        Owner person = Owner.person("pseudonym");
        RecordDraft made = event("m", "same", IdOrigin.MADE);
        Node node = fixture.open(storage);
        node.post(fixture.frame(person, event("a", "same"), made));
        FaultyStorage left = storage.afterCrash(new SplittableRandom(1));

        try (Node next = fixture.open(left)) {
            assertThat(next.post(fixture.frame(person, event("a", "same"), made)))
                    .isEqualTo("1/1/0");
            assertThat(next.post(fixture.frame(ADA, event("a", "same")))).isEqualTo("1/0/0");
            assertThat(next.dedupe().status().entries()).isEqualTo(2);
        }
        node.close();
    }

    @Test
    void forgetsRunsThatAreOlderThanTheWindow() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("old"));
            fixture.clock.advance(Duration.ofHours(2));
            node.dedupe().keep();
            fixture.clock.advance(Duration.ofHours(20));
            node.post(fixture.ids("young"));
            node.dedupe().keep();
            assertThat(node.post(fixture.ids("old", "young"))).isEqualTo("0/2/0");

            fixture.clock.advance(Duration.ofHours(5));
            node.dedupe().keep();

            assertThat(node.post(fixture.ids("old", "young"))).isEqualTo("1/1/0");
            assertThat(node.dedupe().status().window()).isEqualTo(Duration.ofHours(24));
        }
    }

    @Test
    void keepsTheNewestRunHoweverOldSoThatACrashFindsWhereToReadOn() throws Exception {
        Node node = fixture.open(storage);
        node.post(fixture.ids("a"));
        fixture.clock.advance(Duration.ofHours(2));
        node.dedupe().keep();
        fixture.clock.advance(Duration.ofDays(3));
        node.dedupe().keep();
        node.post(fixture.ids("b"));
        FaultyStorage left = storage.afterCrash(new SplittableRandom(1));

        try (Node next = fixture.open(left)) {
            assertThat(next.post(fixture.ids("b"))).isEqualTo("0/1/0");
        }
        node.close();
    }

    @Test
    void forgetsTheOldestIdsWhenTheBudgetIsUsedUpAndSaysHowLongTheWindowIs() throws Exception {
        RememberedIds ids = new RememberedIds(1, List.of(), 0, 1 << 20, () -> {});
        RunKeeper keeper = new RunKeeper(storage, DedupeFixture.DAY, fixture.clock, ids, 0);
        IdScope scope = IdScope.of(Drafts.STREAM, ADA, 1);
        ContentDigest content = new ContentDigest(1, 2);
        int next = 0;
        for (int run = 0; run < 40; run++) {
            for (int i = 0; i < 20_000; i++) {
                ScopedId id = ScopedId.of(scope, "id-" + next + "x".repeat(100), 1);
                ids.remember(id, new AcceptedId(next++, content));
            }
            fixture.clock.advance(Duration.ofMinutes(10));
            keeper.freeze(next);
            keeper.write();
            keeper.expire();
        }

        long bytes = ids.view().runs().stream().mapToLong(IdRun::bytes).sum();
        assertThat(bytes)
                .isBetween(
                        DedupeFixture.DAY.diskBudget().bytes() / 2,
                        DedupeFixture.DAY.diskBudget().bytes());
        Duration known =
                Duration.between(
                        Instant.ofEpochMilli(keeper.knownFromMillis()), fixture.clock.instant());
        assertThat(known).isEqualTo(Duration.ofMinutes(10L * ids.view().runs().size()));
        assertThat(ids.find(ScopedId.of(scope, "id-0" + "x".repeat(100), 1))).isEmpty();
        assertThat(ids.find(ScopedId.of(scope, "id-" + (next - 1) + "x".repeat(100), 1)))
                .isPresent();
    }

    @Test
    void makesLargerRunsOfSmallOnesAndForgetsNothing() throws Exception {
        try (Node node = fixture.open(storage)) {
            for (int i = 0; i < 40; i++) {
                node.post(fixture.ids("a" + i, "b" + i));
                fixture.clock.advance(Duration.ofSeconds(1));
                node.dedupe().keepAll();
                node.dedupe().keep();
            }

            String[] all =
                    IntStream.range(0, 40)
                            .boxed()
                            .flatMap(i -> Stream.of("a" + i, "b" + i))
                            .toArray(String[]::new);
            assertThat(node.post(fixture.ids(all))).isEqualTo("0/80/0");
            assertThat(node.dedupe().status().runs()).isLessThan(10);
            assertThat(storage.list(RunFormat.FOLDER)).hasSize(node.dedupe().status().runs());
            assertThat(node.dedupe().status().window()).isEqualTo(Duration.ofHours(24));
        }
    }

    @Test
    void doesNotMergeRunsOfDifferentHours() throws Exception {
        try (Node node = fixture.open(storage)) {
            for (int i = 0; i < 8; i++) {
                node.post(fixture.ids("a" + i));
                fixture.clock.advance(Duration.ofHours(1));
                node.dedupe().keep();
            }

            assertThat(node.dedupe().status().runs()).isGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void readsFromTheLogAgainWhenTheNewestRunIsDamaged() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("a"));
            node.dedupe().keepAll();
            node.post(fixture.ids("b"));
        }
        damage(newestRun(), 20);

        try (Node node = fixture.open(storage)) {
            assertThat(node.post(fixture.ids("a", "b"))).isEqualTo("0/2/0");
        }
    }

    @Test
    void goesOnWithAShorterWindowWhenARunRotsUnderWay() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("a"));
            fixture.clock.advance(Duration.ofHours(3));
            node.dedupe().keepAll();
            damage(newestRun(), RunFormat.HEADER_BYTES + 40);

            assertThat(node.post(fixture.ids("a"))).isEqualTo("1/0/0");
            assertThat(node.post(fixture.ids("a"))).isEqualTo("0/1/0");
            assertThat(node.dedupe().status().window()).isLessThan(Duration.ofHours(3));
        }
    }

    @Test
    void doesNotBelieveRunsThatSpeakOfRecordsWhichTheLogDoesNotHave() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("a"));
            node.post(fixture.ids("lost"));
        }
        for (String segment : storage.list(Segment.FOLDER)) {
            storage.delete(Segment.FOLDER + "/" + segment); // an older copy of the log
        }

        try (Node node = fixture.open(storage)) {
            assertThat(node.post(fixture.ids("lost"))).isEqualTo("1/0/0");
            assertThat(node.post(fixture.ids("lost"))).isEqualTo("0/1/0");
        }
    }

    @Test
    void beginsAnewAfterItWasOff() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("a"));
        }
        RunFiles.deleteAll(storage);

        fixture.clock.advance(Duration.ofMinutes(5));
        try (Node node = fixture.open(storage)) {
            assertThat(node.post(fixture.ids("a"))).isEqualTo("1/0/0");
            fixture.clock.advance(Duration.ofMinutes(5));
            assertThat(node.dedupe().status().window()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Test
    void aNodeThatHasForgottenNothingHasTheWholeWindow() throws Exception {
        try (Node node = fixture.open(storage)) {
            assertThat(node.dedupe().status().window()).isEqualTo(Duration.ofHours(24));
        }
    }

    @Test
    void keepsSegmentsForItselfUntilTheirIdsAreInARun() throws Exception {
        DedupeFixture small =
                new DedupeFixture(
                        Drafts.settings(1024, 40), DedupeFixture.DAY, RememberedIds.TABLE_BYTES);
        small.logs.delivery.needed.set(Long.MAX_VALUE);
        var pinned = new PinnedDelivery(small.logs.delivery, small.pin);
        try (Node node = small.open(storage)) {
            for (int i = 0; i < 20; i++) {
                node.post(small.ids("a" + i));
            }
            assertThat(pinned.neededFrom()).isZero();

            node.dedupe().keepAll();

            assertThat(pinned.neededFrom()).isEqualTo(20);
            assertThat(pinned.pinnedFrom()).isEqualTo(small.logs.delivery.pinnedFrom());
        }
    }

    @Test
    void staysInMemoryAndTriesAgainWhenTheDiskRefuses() throws Exception {
        try (Node node = fixture.open(storage)) {
            node.post(fixture.ids("a"));
            storage.failWhen((operation, path) -> {
                if (path.startsWith(RunFormat.FOLDER)) {
                    throw new IOException("no space");
                }
            });

            assertThatIOException().isThrownBy(() -> node.dedupe().keepAll());
            assertThat(node.post(fixture.ids("a", "b"))).isEqualTo("1/1/0");
            assertThat(fixture.pin).hasValue(0);

            storage.failWhen((operation, path) -> {});
            node.dedupe().keepAll();
            assertThat(node.post(fixture.ids("a", "b"))).isEqualTo("0/2/0");
            assertThat(fixture.pin).hasValue(2);
        }
    }

    private String newestRun() throws IOException {
        return RunFormat.FOLDER
                + "/"
                + storage.list(RunFormat.FOLDER).stream()
                        .filter(name -> RunSpan.coveredBy(name).isPresent())
                        .max(
                                Comparator.<String, Long>comparing(
                                                name -> RunSpan.coveredBy(name).orElseThrow())
                                        .thenComparing(Comparator.reverseOrder()))
                        .orElseThrow();
    }

    private void damage(String path, int at) {
        storage.content(path)[at] ^= 1;
    }

    @Test
    void writesARunForManyRecordsWithoutIdsSoThatAStartNeedNotReadThem() {
        RememberedIds ids = new RememberedIds(1, List.of(), 0, 1 << 20, () -> {});
        fixture.clock.advance(Duration.ofHours(2));
        long now = fixture.clock.millis();
        RememberedIds young = new RememberedIds(1, List.of(), now, 1 << 20, () -> {});

        assertThat(keeper(ids).isTurnDue(0)).as("nothing is new").isFalse();
        assertThat(keeper(ids).isTurnDue(1)).as("an hour is over").isTrue();
        assertThat(keeper(young).isTurnDue(499_999)).isFalse();
        assertThat(keeper(young).isTurnDue(500_000)).isTrue();
    }

    @Test
    void saysSoWhenIdsMustBeForgottenForWantOfMemory() {
        RememberedIds ids = new RememberedIds(1, List.of(), 0, 1 << 30, () -> {});
        RunKeeper keeper = keeper(ids);
        IdScope scope = IdScope.of(Drafts.STREAM, ADA, 1);
        for (int i = 0; i < 300_000; i++) {
            ScopedId id = ScopedId.of(scope, i + "x".repeat(120), 1);
            ids.remember(id, new AcceptedId(i, new ContentDigest(1, 2)));
        }
        fixture.clock.advance(Duration.ofHours(1));

        keeper.noteForgotten();

        assertThat(ids.forgotten()).isPositive();
        assertThat(ids.view().active().bytes()).isLessThan(50 << 20);
        assertThat(keeper.knownFromMillis()).isEqualTo(fixture.clock.millis());
    }

    private RunKeeper keeper(RememberedIds ids) {
        return new RunKeeper(storage, DedupeFixture.DAY, fixture.clock, ids, 0);
    }
}
