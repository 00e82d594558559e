package dev.headrace.publishing;

import dev.headrace.event.ByteSize;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/** Publishing over fakes: one process that can be started, stopped and killed. */
final class World implements AutoCloseable {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(50));
    }

    static final PublishingSettings FAST =
            new PublishingSettings(
                    ByteSize.ofMebibytes(4),
                    4,
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(100),
                    4,
                    Duration.ofSeconds(5),
                    10_000,
                    Duration.ofMillis(50),
                    Duration.ofMillis(10),
                    ByteSize.ofKibibytes(64));

    final FakeLog log;
    final FakeDisk disk;
    final FakeCatalog catalog;
    final DeliveryProgress progress;
    final PublishingSettings settings;
    volatile LongSupplier nanos = System::nanoTime;
    volatile Clock clock = Clock.systemUTC();
    private final Path scratch;
    private final List<Publishing> running = new ArrayList<>();

    World(Path scratch) {
        this(scratch, new FakeLog(), new FakeDisk(), FakeCatalog.of("web", "app"), FAST);
    }

    World(Path scratch, PublishingSettings settings) {
        this(scratch, new FakeLog(), new FakeDisk(), FakeCatalog.of("web", "app"), settings);
    }

    private World(
            Path scratch,
            FakeLog log,
            FakeDisk disk,
            FakeCatalog catalog,
            PublishingSettings settings) {
        this.scratch = scratch;
        this.log = log;
        this.disk = disk;
        this.catalog = catalog;
        this.settings = settings;
        this.progress =
                new DeliveryProgress(disk::journal, scratch, settings.journalSize().bytes());
    }

    /** The same node after a kill: what was not forced is lost. */
    World afterCrash() {
        return new World(scratch, log, disk.afterCrash(), catalog, settings);
    }

    World with(FakeCatalog other) {
        return new World(scratch, log, disk, other, settings);
    }

    /** Starts sinks, each named like the type of its plugin. */
    Publishing start(FakeSink... sinks) {
        return start(List.of(sinks).stream().map(sink -> required(sink.type())).toList(), sinks);
    }

    Publishing start(List<SinkSettings> configured, FakeSink... sinks) {
        Publishing publishing =
                Publishing.start(
                        settings,
                        configured,
                        SinkPlugins.of(sinks),
                        progress,
                        new Surroundings(
                                log, disk.deadLetters(), catalog, clock, nanos, new Random(7)));
        log.epoch.set(progress.routeEpoch());
        running.add(publishing);
        return publishing;
    }

    static SinkSettings required(String name) {
        return new SinkSettings(name, name, Required.REQUIRED, Map.of());
    }

    static SinkSettings from(String name, Beginning from) {
        return new SinkSettings(name, name, Required.REQUIRED, from, Map.of());
    }

    static SinkSettings optional(String name) {
        return new SinkSettings(name, name, Required.OPTIONAL, Map.of());
    }

    static SinkStatus status(Publishing publishing, String sink) {
        return publishing.status().stream()
                .filter(status -> status.name().equals(sink))
                .findFirst()
                .orElseThrow();
    }

    static SinkTraits traits(int parallelWrites, int maxRecords, Idempotency idempotency) {
        return traits(parallelWrites, maxRecords, Grouping.NONE, Ordering.NONE, idempotency);
    }

    static SinkTraits traits(
            int parallelWrites,
            int maxRecords,
            Grouping grouping,
            Ordering ordering,
            Idempotency idempotency) {
        return new SinkTraits(
                parallelWrites,
                maxRecords,
                1 << 20,
                1 << 10,
                Duration.ofMillis(20),
                1 << 20,
                grouping,
                ordering,
                idempotency);
    }

    @Override
    public void close() {
        running.forEach(Publishing::close);
    }
}
