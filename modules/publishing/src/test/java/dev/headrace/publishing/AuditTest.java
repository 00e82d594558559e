package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.Position;
import dev.headrace.publishing.Accounts.Account;
import dev.headrace.publishing.StreamCounts.Fate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final Stretch.Size SMALL = new Stretch.Size(4, 1 << 20);

    private final FakeLog log = new FakeLog();
    private final FakeDisk disk = new FakeDisk();
    private final Routes routes = new Routes(disk.journal("routes"));
    private final SinkProgress progress = new SinkProgress(disk.journal("progress-fake"), 1 << 20);
    private final SinkLedger ledger =
            new SinkLedger(
                    World.required("fake"),
                    progress,
                    new PlanJournal(disk.journal("plans-fake"), 1 << 20));
    private Audit audit = audit(log);

    AuditTest() {
        routes.change(Map.of("fake", Set.of("secret")));
        log.epoch.set(1);
    }

    @Test
    void findsWhatIsPendingAndWhatTheSinkHasNotReadYet() throws Exception {
        log.addMany("web", 10);
        log.addMany("secret", 5);
        log.addMany("app", 3);
        progress.routed("web", new Range(0, 8));
        progress.done("web", new Range(2, 6), Fate.DELIVERED);

        assertThat(take())
                .containsExactly(
                        new Account("fake", "app", 3, 0, 0, 0, 3, 0, 0),
                        new Account("fake", "web", 10, 4, 0, 0, 6, 0, 0));
    }

    @Test
    void skippingARecordIsUnaccounted() throws Exception {
        log.addMany("web", 10);
        progress.routed("web", new Range(0, 10));
        take();

        progress.done("web", new Range(0, 4), Fate.DELIVERED);
        progress.pass(new Range(4, 5));

        assertThat(take()).containsExactly(new Account("fake", "web", 10, 4, 0, 0, 5, 1, 0));
    }

    @Test
    void passingOverARecordThatIsForTheSinkIsUnaccountedAlsoAfterARestart() throws Exception {
        log.addMany("web", 5);
        progress.routed("web", new Range(0, 5));
        progress.done("web", new Range(0, 5), Fate.DELIVERED);
        take();

        log.addMany("web", 5);
        progress.pass(new Range(5, 6));
        progress.routed("web", new Range(6, 10));
        progress.done("web", new Range(6, 10), Fate.DELIVERED);

        Account open = new Account("fake", "web", 10, 9, 0, 0, 0, 1, 0);
        assertThat(take()).containsExactly(open);
        assertThat(take()).containsExactly(open);
        audit = audit(log);
        assertThat(take()).containsExactly(open);
    }

    @Test
    void countingTwiceIsUnaccounted() throws Exception {
        log.addMany("web", 10);
        progress.routed("web", new Range(0, 10));
        progress.done("web", new Range(0, 4), Fate.DELIVERED);
        take();

        progress.recount("web", StreamCounts.of(Fate.DELIVERED, 1));
        assertThat(take()).containsExactly(new Account("fake", "web", 10, 5, 0, 0, 6, -1, 0));
        progress.recount("web", StreamCounts.ofRouted(3));

        assertThat(take()).extracting(Account::unaccounted).containsExactly(-1L);
        audit = audit(log);
        assertThat(take()).extracting(Account::unaccounted).containsExactly(2L);
    }

    @Test
    void deletingFramesThatWereReadAndArePendingIsUnaccounted() throws Exception {
        log.addMany("web", 10);
        progress.routed("web", new Range(0, 10));
        take();

        log.deleteBelow(3);

        assertThat(take()).containsExactly(new Account("fake", "web", 10, 0, 0, 0, 7, 3, 0));
    }

    @Test
    void deletingFramesThatWereNeverReadIsUnaccountedUnderNoStream() throws Exception {
        log.addMany("web", 10);
        audit = audit(log, SMALL);
        take();

        log.deleteBelow(3);

        Account lost = new Account("fake", "", 3, 0, 0, 0, 0, 3, 0);
        Account rest = new Account("fake", "web", 7, 0, 0, 0, 7, 0, 0);
        assertThat(take()).containsExactly(lost, rest);
        progress.done("", new Range(0, 3), Fate.UNREADABLE);
        assertThat(take()).containsExactly(lost, rest);
        progress.routed("web", new Range(3, 10));
        progress.done("web", new Range(3, 10), Fate.DELIVERED);
        assertThat(take()).extracting(Account::unaccounted).containsExactly(3L, 0L);
    }

    @Test
    void whatWasDeliveredBeforeItWasDamagedIsNotMissed() throws Exception {
        log.addMany("web", 10);
        take();
        progress.routed("web", new Range(0, 10));
        progress.done("web", new Range(0, 9), Fate.DELIVERED);

        log.deleteBelow(5);

        assertThat(take()).containsExactly(new Account("fake", "web", 10, 9, 0, 0, 1, 0, 0));
    }

    @Test
    void noticesThatARememberedStretchIsGone() throws Exception {
        log.addMany("web", 40);
        progress.routed("web", new Range(0, 40));
        audit = audit(log, SMALL);
        take();

        log.lose(new Range(20, 24));

        assertThat(take()).extracting(Account::unaccounted).containsExactly(4L);
    }

    @Test
    void readsWhatItHasCountedNotOnceMore() throws Exception {
        log.addMany("web", 4_000);
        progress.routed("web", new Range(0, 1_000));
        progress.done("web", new Range(3, 5), Fate.DELIVERED);
        audit = audit(log, new Stretch.Size(100, 1 << 20));
        take();
        log.framesRead.set(0);

        log.addMany("web", 10);

        assertThat(take()).containsExactly(new Account("fake", "web", 4_010, 2, 0, 0, 4_008, 0, 0));
        assertThat(log.framesRead.get()).isLessThan(500);
    }

    @Test
    void takesItAgainWhenTheLogDeletesWhatWasPendingAMomentAgo() throws Exception {
        log.addMany("web", 10);
        progress.routed("web", new Range(0, 10));
        var reads = new AtomicInteger();
        audit =
                audit(
                        new HastyLog(log) {
                            @Override
                            public LogReader read(Position from) {
                                if (reads.getAndIncrement() == 0) {
                                    progress.done("web", new Range(0, 6), Fate.DELIVERED);
                                    log.deleteBelow(6);
                                }
                                return super.read(from);
                            }
                        });

        assertThat(take()).containsExactly(new Account("fake", "web", 10, 6, 0, 0, 4, 0, 0));
    }

    @Test
    void leavesReplaysOfTheLogOutOfTheSum() throws Exception {
        log.addMany("web", 3);
        progress.routed("web", new Range(0, 3));
        progress.done("web", new Range(0, 3), Fate.DEAD_LETTERED);
        progress.recount("web", StreamCounts.ofDeadLettersDelivered(2));
        progress.recount("web", StreamCounts.ofRedelivered(5));

        assertThat(take()).containsExactly(new Account("fake", "web", 3, 2, 1, 0, 0, 0, 5));
    }

    private List<Account> take() throws InterruptedException {
        return audit.take().orElseThrow().accounts();
    }

    private Audit audit(dev.headrace.eventlog.EventLog of) {
        return audit(of, Stretch.Size.USUAL);
    }

    private Audit audit(dev.headrace.eventlog.EventLog of, Stretch.Size most) {
        return new Audit(List.of(ledger), routes, of, Clock.systemUTC(), most);
    }
}
