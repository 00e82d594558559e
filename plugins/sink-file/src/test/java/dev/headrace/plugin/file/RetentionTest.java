package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Sink;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");
    private static final String HOUR = "/date=2026-11-22/hour=09/";

    @TempDir private Path temp;
    private Path root = Path.of("");

    @BeforeEach
    void makeTheLake() throws IOException {
        root = Files.createDirectory(temp.resolve("lake"));
    }

    @Test
    void removesWholeHoursThatAreOlderThanTheRetentionOfTheirStream() throws Exception {
        Path over = file("kept-a-day/date=2026-11-21/hour=08/n1-1.ndjson");
        Path longOver = file("kept-a-day/date=2025-01-01/hour=23/n1-2.ndjson.gz");
        Path unfinished = file("kept-a-day/date=2025-01-01/hour=23/.n1-3.1.tmp");
        Path justIn = file("kept-a-day/date=2026-11-21/hour=09/n1-4.ndjson");
        Path forEver = file("kept-for-ever/date=2020-01-01/hour=00/n1-5.ndjson");
        SampleContext context = at(NOW, stream("kept-a-day", 24), stream("kept-for-ever", 0));

        new Lake(root).sink().open(context);

        assertThat(List.of(over, longOver, unfinished)).noneMatch(Files::exists);
        assertThat(List.of(justIn, forEver)).allMatch(Files::exists);
        assertThat(root.resolve("kept-a-day/date=2025-01-01")).doesNotExist();
        assertThat(context.counter("files_removed")).isEqualTo(3);
    }

    @Test
    void neverRemovesWhatIsNotTheSinks() throws Exception {
        String old = "s/date=2020-01-01/hour=00/";
        List<Path> foreign =
                List.of(
                        file(old + "README.md"),
                        file(old + "n1-1.parquet"),
                        file(old + "more/n1-2.ndjson"),
                        file("s/date=2020-01-01/n1-3.ndjson"),
                        file("s/date=2020-01-01/hour=24/n1-4.ndjson"),
                        file("s/date=2020-01-01/hour=0x/n1-4.ndjson"),
                        file("s/date=2020-13-01/hour=00/n1-5.ndjson"),
                        file("s/date=yesterday/hour=00/n1-6.ndjson"),
                        file("notes/date=2020-01-01/hour=00/n1-7.ndjson"));
        Path ours = file(old + "n1-8.ndjson");

        new Lake(root).sink().open(at(NOW, stream("s", 24)));

        assertThat(foreign).allMatch(Files::exists);
        assertThat(ours).doesNotExist();
    }

    @Test
    void followsNoLinkOutOfTheLake() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside/hour=00"));
        Path precious = Files.writeString(outside.resolve("n1-1.ndjson"), "{}");
        Files.createDirectories(root.resolve("s/date=2020-01-02"));
        Files.createSymbolicLink(root.resolve("s/date=2020-01-01"), outside.getParent());
        Files.createSymbolicLink(root.resolve("s/date=2020-01-02/hour=00"), outside);
        file("s/date=2020-01-03/hour=00/n1-2.ndjson");
        Path link = root.resolve("s/date=2020-01-03/hour=00/n1-1.ndjson");
        Files.createSymbolicLink(link, precious);
        Files.createDirectories(temp.resolve("linked/date=2020-01-01/hour=00"));
        Path linked = temp.resolve("linked/date=2020-01-01/hour=00/n1-9.ndjson");
        Files.writeString(linked, "{}");
        Files.createSymbolicLink(root.resolve("l"), temp.resolve("linked"));

        new Lake(root).sink().open(at(NOW, stream("s", 24), stream("l", 24)));

        assertThat(List.of(precious, link, linked)).allMatch(Files::exists);
        assertThat(root.resolve("s/date=2020-01-03/hour=00/n1-2.ndjson")).doesNotExist();
    }

    @Test
    void oneWriteRemovesABoundedNumberAndTheNextOnesTheRest() throws Exception {
        for (int i = 0; i < 1_200; i++) {
            file("s/date=2020-01-01/hour=00/n1-" + i + ".ndjson");
        }
        SampleContext context = at(NOW, stream("s", 24));
        Sink sink = new Lake(root).sink();

        sink.open(context);
        long atOpen = context.counter("files_removed");
        sink.write(batch("b-1"));
        long afterOne = context.counter("files_removed");
        sink.write(batch("b-2"));

        assertThat(List.of(atOpen, afterOne)).containsExactly(500L, 1_000L);
        assertThat(context.counter("files_removed")).isEqualTo(1_200);
        assertThat(new Lake(root).files())
                .containsExactly("s" + HOUR + "b-1.ndjson", "s" + HOUR + "b-2.ndjson");
    }

    @Test
    void looksAnewWithTheFirstWriteAfterTenMinutes() throws Exception {
        var clock = new SettableClock(NOW);
        SampleContext context = SampleContext.at(clock, temp, stream("s", 24));
        Sink sink = new Lake(root).sink();
        sink.open(context);
        Path old = file("s/date=2020-01-01/hour=00/n1-1.ndjson");

        clock.set(NOW.plus(Duration.ofMinutes(9)));
        sink.write(batch("b-1"));
        boolean thereAfterNine = Files.exists(old);
        clock.set(NOW.plus(Duration.ofMinutes(10)));
        sink.write(batch("b-2"));

        assertThat(thereAfterNine).isTrue();
        assertThat(old).doesNotExist();
    }

    @Test
    void takesAChangedRetentionFromTheContract() throws Exception {
        var clock = new SettableClock(NOW);
        SampleContext context = SampleContext.at(clock, temp, stream("s", 0));
        Sink sink = new Lake(root).sink();
        Path old = file("s/date=2020-01-01/hour=00/n1-1.ndjson");
        sink.open(context);
        boolean thereFirst = Files.exists(old);

        context.change(stream("s", 24));
        clock.set(NOW.plus(Duration.ofHours(1)));
        sink.write(batch("b-1"));

        assertThat(thereFirst).isTrue();
        assertThat(old).doesNotExist();
    }

    @Test
    void writesIntoAnHourThatWasRemovedJustNow() throws Exception {
        Sink sink = new Lake(root).sink();
        var clock = new SettableClock(NOW);
        sink.open(SampleContext.at(clock, temp, stream("s", 24)));
        sink.write(batch("b-1"));

        clock.set(NOW.plus(Duration.ofDays(3)));
        sink.write(batch("b-2"));
        List<String> afterTwo = new Lake(root).files();
        sink.write(batch("b-3"));

        assertThat(afterTwo).isEmpty();
        assertThat(new Lake(root).files()).containsExactly("s" + HOUR + "b-3.ndjson");
    }

    @Test
    void anInterruptLeavesTheRestForLater() throws Exception {
        file("s/date=2020-01-01/hour=00/n1-1.ndjson");
        SampleContext context = at(NOW, stream("s", 24));
        var retention = new Retention(root, context);

        Thread.currentThread().interrupt();
        retention.work();
        boolean stillInterrupted = Thread.interrupted();
        long removed = context.counter("files_removed");
        retention.work();

        assertThat(stillInterrupted).isTrue();
        assertThat(removed).isZero();
        assertThat(context.counter("files_removed")).isEqualTo(1);
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}\n");
    }

    private SampleBatch batch(String id) {
        return SampleBatch.of(id, 1, number -> SampleRecord.of("s", id + number, "{}"));
    }

    private SampleContext at(Instant now, StreamContract... streams) {
        return SampleContext.at(Clock.fixed(now, ZoneOffset.UTC), temp, streams);
    }

    /** With 0 hours it is kept for ever. */
    private static StreamContract stream(String name, int hours) {
        StreamContract plain = SampleContext.contract(name, "{}");
        return new StreamContract(
                name,
                name,
                plain.schemas(),
                List.of(),
                List.of(),
                hours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours)),
                plain.hints());
    }
}
