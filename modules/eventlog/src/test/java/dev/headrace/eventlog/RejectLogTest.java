package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectLogTest {

    private static final long QUOTA = 16 << 20;
    private static final RejectLog.Filter ALL =
            new RejectLog.Filter(Optional.empty(), Optional.empty(), Optional.empty());

    private final FaultyStorage storage = new FaultyStorage();
    private final SettableClock clock = new SettableClock();

    /** A clock that a test moves. */
    private static final class SettableClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Drafts.NOW);

        void advance(Duration by) {
            now.updateAndGet(at -> at.plus(by));
        }

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
            return this;
        }
    }

    private RejectedEvent reject(String fingerprint, String id) {
        return new RejectedEvent(
                clock.instant(),
                Drafts.STREAM,
                Principal.service("svc"),
                new Rejection(
                                3,
                                Optional.of(id),
                                Rejection.Code.SCHEMA,
                                "/a",
                                "type",
                                "must be a string, but is a number",
                                fingerprint)
                        .acceptedBy(List.of(1, 4)));
    }

    private List<RejectedEvent> rejects(String fingerprint, int count) {
        return IntStream.range(0, count).mapToObj(i -> reject(fingerprint, "id" + i)).toList();
    }

    private RejectLog open(Storage folder, long quota) throws IOException {
        return RollingRejectLog.open(folder, quota, clock);
    }

    private static List<String> ids(RejectLog log) {
        return log.newest(ALL, 1_000).stream()
                .map(one -> one.rejection().id().orElseThrow())
                .toList();
    }

    @Test
    void keepsTheWholeRefusalOverARestart() throws IOException {
        RejectedEvent reject = reject("f1", "a");
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(List.of(reject));
        }

        try (RejectLog log = open(storage, QUOTA)) {
            assertThat(log.newest(ALL, 10)).containsExactly(reject);
        }
    }

    @Test
    void showsTheNewestFirstAndOnlyWhatIsAskedFor() throws IOException {
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(List.of(reject("f1", "a"), reject("f2", "b")));
        }
        clock.advance(Duration.ofHours(1));
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(List.of(reject("f1", "c")));
        }

        try (RejectLog log = open(storage, QUOTA)) {
            assertThat(ids(log)).containsExactly("c", "b", "a");
            assertThat(log.newest(ALL, 2)).hasSize(2);
            assertThat(log.newest(filter(Optional.of("f2"), Optional.empty()), 9)).hasSize(1);
            assertThat(log.newest(filter(Optional.empty(), Optional.of("json")), 9)).isEmpty();
            assertThat(log.newest(filter(Optional.empty(), Optional.of("schema")), 9)).hasSize(3);
        }
        assertThat(storage.list("rejects")).hasSize(2);
    }

    private static RejectLog.Filter filter(Optional<String> fingerprint, Optional<String> code) {
        return new RejectLog.Filter(Optional.of(Drafts.STREAM), fingerprint, code);
    }

    @Test
    void countsByCauseWithFirstAndLastOverARestart() throws IOException {
        Instant first = clock.instant();
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(rejects("often", 3));
            log.append(rejects("once", 1));
        }
        clock.advance(Duration.ofHours(2));
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(rejects("often", 2));

            assertThat(log.causes())
                    .extracting(RejectLog.Cause::fingerprint, RejectLog.Cause::count)
                    .containsExactly(tuple("often", 5), tuple("once", 1));
        }

        try (RejectLog log = open(storage, QUOTA)) {
            RejectLog.Cause often = log.causes().getFirst();
            assertThat(often.count()).isEqualTo(5);
            assertThat(often.first()).isEqualTo(first);
            assertThat(often.last()).isEqualTo(clock.instant());
            assertThat(often.example().message()).contains("must be a string");
            assertThat(often.example().id()).isEmpty();
        }
    }

    private static org.assertj.core.groups.Tuple tuple(String fingerprint, long count) {
        return org.assertj.core.groups.Tuple.tuple(fingerprint, count);
    }

    @Test
    void countsARepeatedCauseButWritesOnlySomeOfIt() throws IOException {
        int many = RollingRejectLog.IN_FULL + 400;
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(rejects("repeated", many));
            await().until(() -> log.leftOut() == 400);
            log.append(rejects("repeated", 7));
            log.append(rejects("other", 2));
            await().until(() -> log.leftOut() == 407);
        }

        try (RejectLog log = open(storage, QUOTA)) {
            assertThat(log.causes())
                    .extracting(RejectLog.Cause::fingerprint, RejectLog.Cause::count)
                    .containsExactly(tuple("repeated", many + 7), tuple("other", 2));
            assertThat(log.newest(ALL, 10_000)).hasSize(RollingRejectLog.IN_FULL + 2);
        }
    }

    @Test
    void neverWaitsForTheDiskAndCountsWhatFoundNoRoom() throws Exception {
        var stuck = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        int causes = 500;
        int each = 60;
        long all = 1L + causes * (long) each;
        try (RejectLog log = open(storage, QUOTA)) {
            storage.failWhen((operation, path) -> awaitIfForce(operation, reached, stuck));
            log.append(rejects("first", 1));
            reached.await();
            for (int cause = 0; cause < causes; cause++) {
                log.append(rejects("f" + cause, each)); // returns although the disk hangs
            }
            assertThat(stuck.getCount()).isEqualTo(1);
            stuck.countDown();
        }

        try (RejectLog log = open(storage, QUOTA)) {
            assertThat(log.causes().stream().mapToLong(RejectLog.Cause::count).sum())
                    .isEqualTo(all);
            assertThat(log.newest(ALL, 100_000)).hasSize(RollingRejectLog.MOST_WAITING + 1);
        }
    }

    private static void awaitIfForce(
            String operation, CountDownLatch reached, CountDownLatch stuck) {
        if (operation.equals("force")) {
            reached.countDown();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void putsCausesBeyondTheBoundTogetherAndLosesNoCount() throws IOException {
        int causes = RejectTallies.MOST + 300;
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(
                    IntStream.range(0, causes).mapToObj(i -> reject("f" + i, "id" + i)).toList());
        }

        try (RejectLog log = open(storage, QUOTA)) {
            assertThat(log.causes()).hasSize(RejectTallies.MOST + 1);
            assertThat(log.causes().getFirst())
                    .extracting(RejectLog.Cause::fingerprint, RejectLog.Cause::count)
                    .containsExactly("(other)", 300L);
        }
    }

    @Test
    void deletesWhatIsOlderThanSevenDays() throws IOException {
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(rejects("old", 2));
        }
        clock.advance(RejectFiles.KEEP.minusMinutes(1));
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(rejects("young", 1));
        }
        try (RejectLog log = open(storage, QUOTA)) {
            assertThat(log.causes()).hasSize(2);
            clock.advance(Duration.ofMinutes(2));

            await().until(() -> log.causes().size() == 1);
            assertThat(log.causes().getFirst().fingerprint()).isEqualTo("young");
            assertThat(storage.list("rejects")).hasSize(1);
        }
    }

    @Test
    void keepsToItsQuotaAndDeletesTheOldestFirst() throws IOException {
        long quota = 64 << 10;
        for (int hour = 0; hour < 30; hour++) {
            try (RejectLog log = open(storage, quota)) {
                log.append(rejects("h" + hour, RollingRejectLog.IN_FULL));
            }
            clock.advance(Duration.ofHours(1));
        }

        try (RejectLog log = open(storage, quota)) {
            List<String> kept =
                    log.causes().stream().map(RejectLog.Cause::fingerprint).sorted().toList();
            assertThat(kept).contains("h29").doesNotContain("h0").hasSizeBetween(2, 10);
        }
        assertThat(bytes()).isLessThan(quota + (32 << 10));
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (String name : storage.list("rejects")) {
            bytes += storage.content("rejects/" + name).length;
        }
        return bytes;
    }

    @Test
    void goesOnAfterADiskThatFailed() throws IOException {
        try (RejectLog log = open(storage, QUOTA)) {
            storage.failWhen(RejectLogTest::failForce);
            log.append(rejects("counted", 3));
            await().until(() -> log.leftOut() == 3);
            storage.failWhen((operation, path) -> {});
            log.append(rejects("kept", 2));
            await().until(() -> !log.newest(ALL, 9).isEmpty());

            assertThat(log.leftOut()).isEqualTo(3);
            assertThat(log.newest(ALL, 9)).hasSize(2);
            assertThat(log.causes())
                    .extracting(RejectLog.Cause::fingerprint, RejectLog.Cause::count)
                    .containsExactly(tuple("counted", 3), tuple("kept", 2));
        }
    }

    private static void failForce(String operation, String path) throws IOException {
        if (operation.equals("force")) {
            throw new IOException("no luck");
        }
    }

    @Test
    void opensAfterACrashAtAnyStep() throws IOException {
        var random = new SplittableRandom(7);
        for (int step = 1; step < 60; step++) {
            var disk = new FaultyStorage();
            disk.crashAtStep(step, random);
            crash(disk);

            FaultyStorage left = disk.afterCrash(random);
            try (RejectLog log = open(left, QUOTA)) {
                assertThat(ids(log)).as("after step " + step).isSubsetOf("id0", "id1");
                log.append(List.of(reject("later", "id9")));
            }
            try (RejectLog log = open(left, QUOTA)) {
                assertThat(ids(log)).contains("id9");
            }
        }
    }

    private void crash(FaultyStorage disk) {
        for (int run = 0; run < 2; run++) {
            try (RejectLog log = open(disk, QUOTA)) {
                log.append(rejects("f" + run, 2));
            } catch (IOException | RuntimeException e) {
                return; // the power has failed
            }
            clock.advance(Duration.ofHours(1));
        }
    }

    @Test
    void takesRefusalsFromManyThreads() throws Exception {
        try (RejectLog log = open(storage, QUOTA)) {
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 50; i++) {
                threads.add(Thread.ofVirtual().start(() -> appendEach(log)));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            await().untilAsserted(
                            () -> assertThat(log.causes().getFirst().count()).isEqualTo(50 * 20));
        }
    }

    private void appendEach(RejectLog log) {
        for (int i = 0; i < 20; i++) {
            log.append(List.of(reject("same", "id" + i)));
        }
    }

    @Test
    void keepsStreamsApart() throws IOException {
        RejectedEvent here = reject("f", "a");
        var there =
                new RejectedEvent(
                        here.at(), new StreamName("other"), here.principal(), here.rejection());
        try (RejectLog log = open(storage, QUOTA)) {
            log.append(List.of(here, there));

            assertThat(log.causes()).extracting(RejectLog.Cause::count).containsExactly(1L, 1L);
        }
    }
}
