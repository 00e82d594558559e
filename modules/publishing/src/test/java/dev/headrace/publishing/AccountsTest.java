package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AccountsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void closeInNormalLifeOverTheFakes(long seed) throws Exception {
        var random = new Random(seed);
        var targets =
                List.of(
                        new Target("planned", Idempotency.BY_BATCH, new Random(seed)),
                        new Target("loose", Idempotency.NONE, new Random(seed + 1)),
                        new Target("optional", Idempotency.NONE, new Random(seed + 2)));
        var world = new World(folder);
        for (int run = 0; run < 5; run++) {
            List<Target> present = random.nextInt(3) == 0 ? targets.subList(0, 2) : targets;
            targets.getLast().turn(run % 2 == 0 ? Target.State.DOWN : Target.State.UP);
            Publishing publishing = start(world, present);
            for (int turn = 0; turn < 15; turn++) {
                world.log.addMany(random.nextBoolean() ? "web" : "app", 1 + random.nextInt(8));
                if (random.nextInt(6) == 0) {
                    expire(world);
                }
                if (random.nextInt(3) == 0) {
                    assertClosed(publishing);
                }
            }
            if (run % 2 == 1) {
                awaitDelivered(world);
            }
            assertClosed(publishing);
            World next = world.afterCrash();
            world.close();
            world = next;
        }
        world = expireSome(world, targets);
        targets.getLast().turn(Target.State.UP);
        Publishing last = start(world, targets);
        awaitDelivered(world);
        Accounts accounts = assertClosed(last);
        assertThat(accounts.accounts()).allMatch(account -> account.pending() == 0);
        assertThat(accounts.accounts()).anyMatch(account -> account.deadLettered() > 0);
        assertThat(accounts.accounts()).anyMatch(account -> account.expired() > 0);
        world.close();
    }

    @Test
    void sayNothingBeforeTheFirstAreTakenAndAreTakenOnDemand() throws Exception {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(new FakeSink("fake"));
            assertThat(publishing.accounts().accounts()).isEmpty();
            assertThat(publishing.takeAccounts(Duration.ofMillis(1)).accounts()).isEmpty();

            publishing.keepAccounts(Duration.ofDays(1));
            world.log.addMany("web", 3);

            Accounts taken = publishing.takeAccounts(PATIENCE);
            assertThat(taken.accounts()).extracting(Accounts.Account::routed).containsExactly(3L);
            assertThat(publishing.accounts().at()).isAfterOrEqualTo(taken.at());
        }
    }

    @Test
    void areTakenAtAnInterval() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(new FakeSink("fake"));
            publishing.keepAccounts(Duration.ofMillis(5));
            world.log.addMany("web", 3);

            await().until(() ->
                    publishing.accounts().accounts().stream()
                            .anyMatch(account -> account.delivered() == 3));
        }
    }

    @Test
    void sayOnceInTheLogThatTheyDoNotClose() throws Exception {
        var down = new FakeSink("down");
        down.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        try (var world = new World(folder);
                var said = new Said()) {
            Publishing publishing = world.start(down);
            world.log.addMany("web", 10);
            await().until(() -> World.status(publishing, "down").pending() == 10);
            publishing.keepAccounts(Duration.ofDays(1));
            assertClosed(publishing);
            world.log.lose(new Range(4, 6));

            publishing.takeAccounts(PATIENCE);
            publishing.takeAccounts(PATIENCE);

            assertThat(publishing.accounts().unaccounted("down")).isEqualTo(2);
            assertThat(said.lines(Level.SEVERE))
                    .containsExactly("The accounts do not close: sink down, stream web: 2 events");
        }
    }

    /** What publishing logs. */
    private static final class Said extends Handler implements AutoCloseable {

        private static final Logger LOG = Logger.getLogger("dev.headrace.publishing");
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        private Said() {
            LOG.addHandler(this);
        }

        private List<String> lines(Level level) {
            return records.stream()
                    .filter(line -> line.getLevel() == level)
                    .map(line -> MessageFormat.format(line.getMessage(), line.getParameters()))
                    .toList();
        }

        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            LOG.removeHandler(this);
        }
    }

    private static Publishing start(World world, List<Target> targets) {
        var settings = new ArrayList<SinkSettings>();
        for (Target target : targets) {
            settings.add(
                    target.name().equals("optional")
                            ? World.optional(target.name())
                            : World.required(target.name()));
        }
        Publishing publishing =
                world.start(settings, targets.stream().map(Target::sink).toArray(FakeSink[]::new));
        publishing.keepAccounts(Duration.ofDays(1));
        return publishing;
    }

    /** As retention does when space is short: first the books, then the frames. */
    /** However fast all went before: something is there that the optional sink never gets. */
    private World expireSome(World world, List<Target> targets) throws InterruptedException {
        targets.getLast().turn(Target.State.DOWN);
        Publishing publishing = start(world, targets);
        world.log.addMany("web", 5);
        await().atMost(PATIENCE)
                .until(() -> world.progress.pinnedFrom() == world.log.end().sequence());
        expire(world);
        assertClosed(publishing);
        World next = world.afterCrash();
        world.close();
        return next;
    }

    private static void expire(World world) {
        long before = Math.min(world.progress.pinnedFrom(), world.log.end().sequence());
        world.progress.expire(before);
        world.log.deleteBelow(before);
    }

    private static void awaitDelivered(World world) {
        await().atMost(PATIENCE)
                .until(() -> world.progress.neededFrom() == world.log.end().sequence());
    }

    private static Accounts assertClosed(Publishing publishing) throws InterruptedException {
        Accounts accounts = publishing.takeAccounts(PATIENCE);
        assertThat(accounts.unaccounted()).as("unaccounted in %s", accounts).isZero();
        assertThat(accounts.accounts()).isNotEmpty();
        return accounts;
    }
}
