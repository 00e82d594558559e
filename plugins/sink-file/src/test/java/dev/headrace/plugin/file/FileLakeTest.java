package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Lake;
import dev.headrace.sink.Lake.Selection;
import dev.headrace.sink.Lake.StoredObject;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, as a replay finds and reads them. */
class FileLakeTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    @TempDir private Path root;

    @Test
    void findsTheFilesOfAStreamAndItsDatesInOrder() throws Exception {
        put("web/date=2026-11-20/hour=23/a.ndjson", "{}");
        put("web/date=2026-11-22/hour=00/c.ndjson.gz", "{}");
        put("web/date=2026-11-21/hour=09/b.ndjson", "{}");
        put("web/date=2026-11-21/hour=09/.b.1.tmp", "{}");
        put("web/date=2026-11-21/hour=09/b.parquet", "{}");
        put("app/date=2026-11-21/hour=09/b.ndjson", "{}");

        List<StoredObject> found =
                list(new Selection("web", DAY, DAY.plusDays(1), Optional.empty()));

        assertThat(found)
                .containsExactly(
                        new StoredObject(
                                "web/date=2026-11-21/hour=09/b.ndjson",
                                Instant.parse("2026-11-21T09:00:00Z")),
                        new StoredObject(
                                "web/date=2026-11-22/hour=00/c.ndjson.gz",
                                Instant.parse("2026-11-22T00:00:00Z")));
    }

    @Test
    void findsWhatTheFirstSystemWroteByTheValuesOfItsFields() throws Exception {
        String object = "data/a/PROD/T1/2026-11-21/2026-11-21T23:16:31.433Z-7a38";
        put(object, "{}");
        put("data/a/CODE/T1/2026-11-21/2026-11-21T23:16:31.433Z-7a38", "{}");

        assertThat(list(new Selection("web", DAY, DAY, Optional.of(List.of("a", "PROD")))))
                .containsExactly(
                        new StoredObject(object, Instant.parse("2026-11-21T23:16:31.433Z")));
        assertThat(list(new Selection("web", DAY, DAY, Optional.of(List.of())))).hasSize(2);
    }

    @Test
    void unpacksAsTheNameSays() throws Exception {
        put("web/date=2026-11-21/hour=09/a.ndjson", "plain");
        Path packed = root.resolve("web/date=2026-11-21/hour=09/b.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("packed".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read("web/date=2026-11-21/hour=09/a.ndjson")).isEqualTo("plain");
        assertThat(read("web/date=2026-11-21/hour=09/b.ndjson.gz")).isEqualTo("packed");
    }

    @Test
    void readsNothingOutsideOfItsFolder() {
        assertThatThrownBy(() -> read("../secret")).isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> list(new Selection("web", DAY, DAY, Optional.of(List.of("../..")))))
                .isInstanceOf(SinkException.Misconfigured.class);
    }

    @Test
    void aFileThatHasGoneIsNotAnEmptyOne() {
        assertThatThrownBy(() -> read("web/date=2026-11-21/hour=09/a.ndjson"))
                .isInstanceOf(SinkException.Unavailable.class);
    }

    private List<StoredObject> list(Selection selection) throws Exception {
        var found = new ArrayList<StoredObject>();
        try (Lake lake = lake()) {
            lake.list(selection, found::add);
        }
        return found;
    }

    private String read(String name) throws Exception {
        try (Lake lake = lake();
                InputStream in = lake.read(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Lake lake() {
        var provider = new FileSinkProvider();
        Map<String, String> settings = provider.settingsOf(root.toString()).orElseThrow();
        return provider.lake(provider.config().parse(settings));
    }

    private void put(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
