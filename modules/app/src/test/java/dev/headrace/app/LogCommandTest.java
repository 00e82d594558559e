package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.eventlog.RecordDraft;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LogCommandTest {

    private static final Path SHIPPED_STREAMS = Path.of("../../contracts/streams");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SEGMENT = "log/0000000000000000.seg";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeALog() throws InterruptedException {
        LogSettings settings =
                new LogSettings(
                        folder, new ByteSize(1 << 20), Duration.ofHours(1), new ByteSize(1 << 16));
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                EventLog log =
                        data.openLog(
                                settings,
                                DeliveryState.keepingAll(7),
                                Clock.fixed(NOW, ZoneOffset.UTC))) {
            for (int i = 0; i < 5; i++) {
                log.append(List.of(frame(i == 1 ? "secret-stream" : "user-telemetry", "e" + i)));
            }
        }
    }

    private static FrameDraft frame(String stream, String id) {
        byte[] json = ("{\"canary\":\n\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        return new FrameDraft(
                new StreamName(stream),
                3,
                "0".repeat(64),
                NOW,
                Principal.service("ser\"vice"),
                Map.of(),
                List.of(new RecordDraft(id, NOW, "", List.of(), json, 0, json.length)));
    }

    private void damage(int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(SEGMENT));
        bytes[offset] ^= 0x55;
        Files.write(folder.resolve(SEGMENT), bytes);
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = HeadraceCommand.line(Map.of());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private int log(String command, String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(
                new String[] {"log", command, "--data", folder.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return execute(arguments);
    }

    @Test
    void verifyEndsWithZeroWhenAllIsWell() {
        assertThat(log("verify")).isZero();
        assertThat(out.toString())
                .contains("1 segments, 5 frames, 5 records, 65536 bytes")
                .contains("received at 2026-03-01T12:00:00Z")
                .endsWith("clean" + System.lineSeparator());
    }

    @Test
    void verifyNamesDamageAndEndsWithOne() throws IOException {
        damage(64 + 30);

        assertThat(log("verify")).isEqualTo(1);
        assertThat(out.toString())
                .contains(SEGMENT + ", offset 64: ", "records 0 to 0 are lost", "1 problems");
    }

    @Test
    void verifyOfNoFolderIsWrongUsage() {
        assertThat(execute("log", "verify", "--data", folder.resolve("no").toString()))
                .isEqualTo(2);
        assertThat(execute("log", "verify")).isEqualTo(2);
        assertThat(execute("log")).isEqualTo(2);
        assertThat(err.toString()).contains("is not a folder", "--data", "Missing a command");
    }

    @Test
    void dumpPrintsRecordsWithoutTheEvents() {
        assertThat(log("dump", "--from", "1", "--limit", "2")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains(
                        "\"number\":1",
                        "\"stream\":\"secret-stream\"",
                        "\"schemaVersion\":3",
                        "\"routeEpoch\":7",
                        "\"receivedAt\":\"2026-03-01T12:00:00Z\"",
                        "\"principalKind\":\"service\"",
                        "\"principal\":\"ser\\\"vice\"",
                        "\"id\":\"e1\"",
                        "\"length\":16");
        assertThat(out.toString()).doesNotContain("canary");
    }

    @Test
    void dumpPicksOneStream() {
        assertThat(log("dump", "--stream", "secret-stream")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().contains("\"id\":\"e1\"");
    }

    @Test
    void dumpRefusesPayloadWhenItCannotKnowWhatIsReadable() {
        assertThat(log("dump", "--payload")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("--payload needs --streams");
    }

    @Test
    void dumpShowsEventsOfReadableStreamsOnly() {
        assertThat(log("dump", "--payload", "--streams", SHIPPED_STREAMS.toString())).isZero();
        assertThat(out.toString().lines())
                .hasSize(5)
                .filteredOn(line -> line.contains("canary"))
                .hasSize(4)
                .noneMatch(line -> line.contains("secret-stream"))
                .first()
                .asString()
                .endsWith(",\"event\":{\"canary\": \"e0\"}}");
    }

    @Test
    void repairSaysWhatItDidAndWhatIsLost() throws IOException {
        damage(64 + 30);

        assertThat(log("repair")).isZero();
        assertThat(out.toString())
                .contains("written anew with 4 frames", SEGMENT + ".damaged", "records 0 to 0");
        assertThat(log("verify")).isZero();
        assertThat(log("repair")).isZero();
        assertThat(out.toString()).contains("nothing to repair");
    }

    @Test
    void repairRefusesWhileTheNodeRuns() throws IOException {
        damage(64 + 30);

        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1))) {
            assertThat(log("repair")).isEqualTo(1);
            assertThat(data.node()).hasSize(12);
        }
        assertThat(err.toString()).contains("in use").doesNotContain("\tat ");
    }
}
