package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.tck.SampleContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final String FOLDER = "user-telemetry/date=2026-11-22/hour=09/";

    @TempDir private Path temp;

    @Test
    void openRemovesUnfinishedFilesOfAnEarlierRunAndNothingElse() throws Exception {
        var now = Instant.parse("2026-11-22T12:00:00Z");
        Path dead = file(FOLDER + ".b-7.1.tmp", now.minusSeconds(3_600));
        Path living = file(FOLDER + ".b-8.1.tmp", now.minusSeconds(60));
        Path finished = file(FOLDER + "b-6.ndjson", now.minusSeconds(3_600));
        Path ofLongAgo =
                file(
                        "user-telemetry/date=2026-11-01/hour=09/.b-1.1.tmp",
                        now.minusSeconds(1_814_400));
        Path ofOthers = file("notes/.draft.tmp", now.minusSeconds(3_600));
        var context = SampleContext.at(Clock.fixed(now, ZoneOffset.UTC), temp);

        new Lake(temp).sink().open(context);

        assertThat(dead).doesNotExist();
        assertThat(List.of(living, finished, ofLongAgo, ofOthers)).allMatch(Files::exists);
    }

    @Test
    void aRetryAfterACrashTakesTheUnfinishedFileOver() throws Exception {
        var lake = new Lake(temp);
        file(FOLDER + ".b-1.1.tmp", Instant.now(Clock.systemUTC()));

        lake.open().write(Batches.of("b-1", "{\"a\":1}"));

        assertThat(lake.files()).containsExactly(FOLDER + "b-1.ndjson");
        assertThat(lake.lines(FOLDER + "b-1.ndjson")).hasSize(1);
    }

    private Path file(String name, Instant modified) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, "{\"half\":".repeat(100).getBytes(StandardCharsets.UTF_8));
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
