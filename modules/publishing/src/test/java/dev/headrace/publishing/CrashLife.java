package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.EventLogFullException;
import dev.headrace.eventlog.FaultyDisk;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.Journal;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.publishing.Accounts.Account;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * The life of a node over a disk that loses its power: the real log, journals, dead letters and
 * dispatchers with three sinks, of which one plans its batches and one is optional. It ends with a
 * restart on a good disk, after which everything that was promised has to hold.
 */
final class CrashLife {

    private static final List<String> STREAMS = List.of("web", "app");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TURNS = 18;
    private static final int SEGMENTS = 4;

    private final Path scratch;
    private final RandomGenerator random;
    private final Variant variant;
    private final Target planned;
    private final Target loose;
    private final Target optional;
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> acceptedForAll = new HashSet<>();
    private Accounts last = new Accounts(Instant.EPOCH, List.of());

    /** What is built otherwise than it should be, for tests that must fail then. */
    interface Variant {

        Variant SOUND = new Variant() {};

        default void prepare(FaultyDisk disk) {}

        default Journal journal(String name, Journal journal) {
            return journal;
        }

        default DeadLetters deadLetters(DeadLetters letters) {
            return letters;
        }

        default EventLog log(EventLog log) {
            return log;
        }
    }

    CrashLife(Path scratch, long seed, Variant variant) {
        this.scratch = scratch;
        this.random = new SplittableRandom(seed);
        this.variant = variant;
        this.planned = new Target("planned", Idempotency.BY_BATCH, new Random(seed));
        this.loose = new Target("loose", Idempotency.NONE, new Random(seed + 1));
        this.optional = new Target("optional", Idempotency.BY_RECORD, new Random(seed + 2));
    }

    /** Lives without a loss of power; returns how many steps that took. */
    static int stepsOfALife(Path scratch) throws Exception {
        var life = new CrashLife(scratch, 0, Variant.SOUND);
        var disk = new FaultyDisk();
        life.live(disk, TURNS);
        assertThat(disk.hasFailed()).isFalse();
        return disk.steps();
    }

    /**
     * Lives until the power fails, restarts, now and then loses it again, and is held to account.
     */
    void crashAt(int step) throws Exception {
        var disk = new FaultyDisk();
        optional.turn(random.nextBoolean() ? Target.State.UP : Target.State.DOWN);
        disk.crashAtStep(step, new SplittableRandom(random.nextLong()));
        live(disk, TURNS);
        disk = disk.afterCrash(random);
        while (random.nextInt(3) == 0) {
            disk.crashAtStep(random.nextInt(60), new SplittableRandom(random.nextLong()));
            live(disk, 2);
            disk = disk.afterCrash(random);
        }
        optional.turn(Target.State.UP);
        live(disk, 1);
        assertThat(disk.hasFailed()).isFalse();
        check(disk);
    }

    /** How many records expired for the optional sink. */
    long expired() {
        return sum(optional, Account::expired);
    }

    private void live(FaultyDisk disk, int turns) throws Exception {
        variant.prepare(disk);
        try (var node = new Node(disk)) {
            node.checkAccounts(disk);
            for (int turn = 0; turn < turns && !disk.hasFailed(); turn++) {
                append(node.log, disk);
                if (random.nextInt(4) == 0) {
                    node.checkAccounts(disk);
                }
            }
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> disk.hasFailed() || node.isDone());
            node.checkAccounts(disk);
        } catch (EventLogFailedException | UncheckedIOException | IOException e) {
            if (!disk.hasFailed()) {
                throw e;
            }
        }
    }

    private void append(EventLog log, FaultyDisk disk) throws InterruptedException {
        var frames = new ArrayList<FrameDraft>();
        var ids = new ArrayList<String>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            var records = new ArrayList<RecordDraft>();
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                String id = "e" + random.nextInt(1 << 30);
                ids.add(id);
                records.add(record(id, random.nextInt(20, 120)));
            }
            frames.add(frame(STREAMS.get(random.nextInt(2)), records));
        }
        Instant until = Instant.now().plus(PATIENCE);
        while (!disk.hasFailed()) {
            try {
                log.append(frames);
                accepted.addAll(ids);
                acceptedForAll.addAll(idsOf(frames, "web"));
                return;
            } catch (EventLogFullException e) {
                assertThat(Instant.now()).as("the sinks make no room: %s", e).isBefore(until);
                Thread.onSpinWait();
            }
        }
    }

    /** After the last restart: what was accepted is where it belongs. */
    private void check(FaultyDisk disk) throws Exception {
        try (DeadLetters letters = disk.openDeadLetters()) {
            for (Target target : List.of(planned, loose)) {
                assertThat(missing(target, accepted, letters))
                        .as("neither delivered to %s nor a dead letter", target.name())
                        .isEmpty();
                assertThat(sum(target, Account::routed)).isGreaterThanOrEqualTo(accepted.size());
            }
            Set<String> lost = missing(optional, acceptedForAll, letters);
            assertThat((long) lost.size())
                    .as("neither delivered to an optional sink nor expired: %s, %s", lost, last)
                    .isLessThanOrEqualTo(sum(optional, Account::expired));
        }
        assertThat(last.accounts()).allMatch(account -> account.pending() == 0);
        assertThat(planned.rearranged()).as("records of a plan in another batch").isEmpty();
    }

    private long sum(Target target, ToLongFunction<Account> number) {
        return last.accounts().stream()
                .filter(account -> account.sink().equals(target.name()))
                .mapToLong(number)
                .sum();
    }

    private static Set<String> missing(Target target, Set<String> ids, DeadLetters letters) {
        var missing = new HashSet<>(ids);
        missing.removeIf(target::has);
        letters.forEach(target.name(), letter -> missing.remove(letter.record().id()));
        return missing;
    }

    private static List<String> idsOf(List<FrameDraft> frames, String stream) {
        return frames.stream()
                .filter(frame -> frame.stream().value().equals(stream))
                .flatMap(frame -> frame.records().stream())
                .map(RecordDraft::id)
                .toList();
    }

    private static RecordDraft record(String id, int bytes) {
        byte[] json = ("{\"pad\":\"" + "x".repeat(bytes) + "\"}").getBytes(StandardCharsets.UTF_8);
        return new RecordDraft(id, Instant.EPOCH, "", List.of(), json, 0, json.length);
    }

    private static FrameDraft frame(String stream, List<RecordDraft> records) {
        return new FrameDraft(
                new StreamName(stream),
                1,
                "0123456789abcdef".repeat(4),
                Instant.EPOCH,
                Principal.service("test"),
                Map.of(),
                records);
    }

    /** One run of the process. */
    private final class Node implements AutoCloseable {

        private final FaultyDisk disk;
        private final List<AutoCloseable> open = new ArrayList<>();
        private final DeliveryProgress progress;
        private final EventLog log;
        private final Publishing publishing;

        private Node(FaultyDisk disk) throws IOException {
            this.disk = disk;
            try {
                progress =
                        opened(
                                new DeliveryProgress(
                                        name -> variant.journal(name, disk.openJournal(name)),
                                        scratch,
                                        2048));
                log = opened(new HastyLog(disk.openLog(progress, SEGMENTS, Clock.systemUTC())));
                DeadLetters letters = opened(variant.deadLetters(disk.openDeadLetters()));
                publishing = opened(start(letters));
                publishing.keepAccounts(Duration.ofHours(1));
            } catch (RuntimeException | IOException e) {
                close();
                throw e;
            }
        }

        private Publishing start(DeadLetters letters) {
            return Publishing.start(
                    World.FAST,
                    List.of(
                            World.required("planned"),
                            World.required("loose"),
                            World.optional("optional")),
                    SinkPlugins.of(planned.sink(), loose.sink(), optional.sink()),
                    progress,
                    new Surroundings(
                            variant.log(log),
                            letters,
                            FakeCatalog.of("web").only("app", "planned", "loose"),
                            Clock.systemUTC(),
                            new Random(7)));
        }

        private <T extends AutoCloseable> T opened(T part) {
            open.addFirst(part);
            return part;
        }

        private boolean isDone() {
            long done = optional.isUp() ? progress.neededFrom() : progress.pinnedFrom();
            return done == log.end().sequence();
        }

        private void checkAccounts(FaultyDisk disk) throws InterruptedException {
            Instant asked = Instant.now();
            Accounts accounts = publishing.takeAccounts(PATIENCE);
            while (!disk.hasFailed() && accounts.at().isBefore(asked)) { // those could not be taken
                assertThat(Instant.now()).as("no accounts").isBefore(asked.plus(PATIENCE));
                accounts = publishing.takeAccounts(PATIENCE);
            }
            if (!disk.hasFailed()) {
                assertThat(accounts.unaccounted()).as("unaccounted in %s", accounts).isZero();
                last = accounts;
            }
        }

        @Override
        public void close() {
            for (AutoCloseable part : open) {
                try {
                    part.close();
                } catch (Exception e) {
                    assertThat(disk.hasFailed()).as("closed badly: %s", e).isTrue();
                }
            }
        }
    }
}
