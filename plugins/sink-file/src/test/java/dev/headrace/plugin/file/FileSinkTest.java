package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileSinkTest {

    private static final String FOLDER = "user-telemetry/date=2026-11-22/hour=09/";

    private final JsonMapper mapper = JsonMapper.builder().build();

    @TempDir private Path temp;

    @Test
    void writesEachRecordAsALineOfTheFileOfItsStreamAndHour() throws Exception {
        var lake = new Lake(temp.resolve("new/lake"));
        Sink sink = lake.open();

        WriteResult result = sink.write(Batches.of("b-1", "{\"a\":1.0}", "{\n\"a\": \"é\"\n}"));

        assertThat(lake.files()).containsExactly(FOLDER + "b-1.ndjson");
        List<JsonNode> lines =
                lake.lines(FOLDER + "b-1.ndjson").stream().map(mapper::readTree).toList();
        assertThat(lines)
                .extracting(line -> line.get("id").asString())
                .containsExactly("e-0", "e-1");
        assertThat(lines.get(0).propertyNames())
                .contains("stream", "schemaVersion", "receivedAt", "occurredAt", "principal");
        assertThat(lines.get(0).get("receivedAt").asString()).isEqualTo("2026-11-22T09:15:30.123Z");
        assertThat(lines.get(1).at("/event/a").asString()).isEqualTo("é");
        assertThat(result.outcome(0)).isEqualTo(new Outcome.Delivered(FOLDER + "b-1.ndjson"));
        assertThat(result.outcome(1)).isEqualTo(result.outcome(0));
        assertThat(Files.readString(lake.root().resolve(FOLDER + "b-1.ndjson"))).endsWith("}\n");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aRetryMakesTheIdenticalFileInPlaceOfTheFirst(Compression compression) throws Exception {
        var lake =
                new Lake(temp, Map.of("compression", compression.name().toLowerCase(Locale.ROOT)));
        SampleBatch batch = Batches.large("b-1", 5_000);
        lake.open().write(batch);
        Path file = temp.resolve(FOLDER + "b-1" + compression.suffix());
        byte[] first = Files.readAllBytes(file);
        Files.writeString(file, "what an attempt of another run might have left");

        WriteResult result = lake.open().write(batch.again());

        assertThat(lake.files()).containsExactly(FOLDER + "b-1" + compression.suffix());
        assertThat(file).hasBinaryContent(first);
        assertThat(lake.lines(FOLDER + "b-1" + compression.suffix())).hasSize(5_000);
        assertThat(result.outcome(4_999)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aGzipFileIsSmallerAndEndsProperly() throws Exception {
        var lake = new Lake(temp, Map.of("compression", "gzip"));
        SampleBatch batch = Batches.large("b-1", 1_000);

        lake.open().write(batch);

        assertThat(Files.size(temp.resolve(FOLDER + "b-1.ndjson.gz")))
                .isLessThan(batch.bytes() / 3);
        assertThat(lake.lines(FOLDER + "b-1.ndjson.gz")).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event-only | {\"tags\":{\"a\":[1]}}",
                "flattened  | {\"event_id\":\"e-0\",\"stream\":\"user-telemetry\",\"schema_version\":1,"
                        + "\"received_at\":\"2026-11-22T09:15:30.123Z\","
                        + "\"occurred_at\":\"2026-11-22T09:15:30.123Z\",\"principal_kind\":\"service\","
                        + "\"principal_name\":\"composer\",\"tags_a\":\"[1]\"}"
            })
    void writesTheFormThatIsAskedFor(String form, String line) throws Exception {
        var lake = new Lake(temp, Map.of("form", form));

        lake.open().write(Batches.of("b-1", "{\"tags\":{\"a\":[1]}}"));

        assertThat(lake.lines(FOLDER + "b-1.ndjson")).containsExactly(line);
    }

    @Test
    void rejectsWhatCannotBeFlattenedAndDeliversItsNeighbours() throws Exception {
        var lake = new Lake(temp, Map.of("form", "flattened"));

        WriteResult result = lake.open().write(Batches.of("b-1", "{\"a\":1}", "{\"a\":", "{}"));

        assertThat(lake.lines(FOLDER + "b-1.ndjson")).hasSize(2);
        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(1))
                .isEqualTo(
                        new Outcome.Rejected(
                                "not-an-object", "the event is not a JSON object, see byte 5"));
        assertThat(result.outcome(2)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void makesNoFileForABatchOfWhichNothingIsLeft() throws Exception {
        var lake = new Lake(temp, Map.of("form", "flattened"));
        Sink sink = lake.open();

        WriteResult rejected = sink.write(Batches.of("b-1", "["));
        WriteResult empty = sink.write(Batches.of("b-2"));

        assertThat(rejected.outcome(0)).isInstanceOf(Outcome.Rejected.class);
        assertThat(empty.size()).isZero();
        assertThat(lake.files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:00:00Z, audit/date=2026-11-22/hour=00/b.ndjson",
        "2024-02-29T23:59:59.999Z, audit/date=2024-02-29/hour=23/b.ndjson"
    })
    void foldersAreOfTheReceivedTimeInUtc(Instant received, String file) throws Exception {
        var lake = new Lake(temp);

        lake.open().write(Batches.of("b", "{}").in(Batches.group("audit", received)));

        assertThat(lake.files()).containsExactly(file);
    }

    @Test
    void severalWritesAtOnceMakeTheFoldersTheyNeed() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();

        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(i -> Thread.ofPlatform().start(() -> writeTwenty(sink, "t-" + i)))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(lake.files()).hasSize(80).allMatch(name -> name.endsWith(".ndjson"));
    }

    private static void writeTwenty(Sink sink, String name) {
        for (int i = 0; i < 20; i++) {
            Instant received = SampleRecord.RECEIVED.plusSeconds(3_600L * i);
            try {
                sink.write(
                        Batches.of(name + "-" + i, "{}")
                                .in(Batches.group("stream-" + i % 2, received)));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void makesAFolderAgainThatSomebodyRemoved() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();
        sink.write(Batches.of("b-1", "{}"));
        Files.delete(temp.resolve(FOLDER + "b-1.ndjson"));
        Files.delete(temp.resolve(FOLDER));

        sink.write(Batches.of("b-2", "{}"));

        assertThat(lake.files()).containsExactly(FOLDER + "b-2.ndjson");
    }

    @Test
    void countsTheFilesAndTheirBytes() throws Exception {
        var context = SampleContext.of(Path.of("target"));
        Sink sink = new Lake(temp).sink();
        sink.open(context);

        sink.write(Batches.of("b-1", "{}"));
        sink.write(Batches.of("b-2", "{}"));

        long bytes =
                Files.size(temp.resolve(FOLDER + "b-1.ndjson"))
                        + Files.size(temp.resolve(FOLDER + "b-2.ndjson"));
        assertThat(context.counter("files_written")).isEqualTo(2);
        assertThat(context.counter("bytes_written")).isEqualTo(bytes);
    }

    @Test
    void closesTwiceAndAfterAFailedOpen() throws Exception {
        Sink opened = new Lake(temp).open();
        Sink neverOpened = new Lake(temp.resolve("other")).sink();

        opened.close();
        opened.close();
        neverOpened.close();

        assertThat(temp.resolve("other")).doesNotExist();
    }
}
