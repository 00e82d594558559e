package dev.headrace.plugin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.Lake;
import dev.headrace.sink.Lake.Selection;
import dev.headrace.sink.Lake.StoredObject;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects, as a replay finds and reads them, with S3Proxy. */
class S3LakeIT {

    private static final LocalDate DAY = LocalDate.parse("2026-11-22");
    private static final Selection CONFORMANCE =
            new Selection("conformance", DAY, DAY, Optional.empty());

    private static S3Proxy server;

    @TempDir private Path scratch;

    @BeforeAll
    static void start() throws IOException {
        server = S3Proxy.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() throws IOException {
        server.clear();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsBackWhatTheSinkWrote(Compression compression) throws Exception {
        write("compression", compression.name().toLowerCase(Locale.ROOT), "prefix", "lake");

        try (Lake lake = lake("prefix", "lake")) {
            String name = list(lake, CONFORMANCE).getFirst().name();
            try (InputStream in = lake.read(name)) {
                String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(lines.lines()).hasSize(3).allMatch(line -> line.startsWith("{\"id\":"));
            }
        }
    }

    @Test
    void findsDatesAndNothingBeside() throws Exception {
        for (String day : List.of("20", "21", "22", "23", "24")) {
            server.put("conformance/date=2026-11-" + day + "/hour=00/p.ndjson", "{}");
            server.put("conformance-other/date=2026-11-" + day + "/hour=00/p.ndjson", "{}");
        }
        var selection =
                new Selection("conformance", DAY.minusDays(1), DAY.plusDays(1), Optional.empty());

        try (Lake lake = lake()) {
            assertThat(list(lake, selection))
                    .extracting(StoredObject::name)
                    .containsExactly(
                            "conformance/date=2026-11-21/hour=00/p.ndjson",
                            "conformance/date=2026-11-22/hour=00/p.ndjson",
                            "conformance/date=2026-11-23/hour=00/p.ndjson");
        }
    }

    @Test
    void aPlaceIsABucketAndAPrefix() {
        var provider = new S3SinkProvider();

        assertThat(provider.settingsOf("s3://example-lake/web"))
                .contains(Map.of("bucket", "example-lake", "prefix", "web"));
        assertThat(provider.settingsOf("s3://example-lake"))
                .contains(Map.of("bucket", "example-lake", "prefix", ""));
        assertThat(provider.settingsOf("/var/lake")).isEmpty();
    }

    @Test
    void anObjectThatHasGoneIsNotAnEmptyOne() throws Exception {
        try (Lake lake = lake()) {
            assertThatThrownBy(() -> lake.read("conformance/gone.ndjson"))
                    .isInstanceOf(SinkException.Unavailable.class);
        }
    }

    private void write(String... settings) throws Exception {
        var provider = new S3SinkProvider();
        try (Sink sink = provider.create(provider.config().parse(server.config(settings)))) {
            sink.open(SampleContext.of(scratch));
            sink.write(
                    SampleBatch.of(
                            "plan-1", 3, n -> SampleRecord.of("conformance", "e-" + n, "{}")));
        }
    }

    private static List<StoredObject> list(Lake lake, Selection selection) throws Exception {
        var found = new ArrayList<StoredObject>();
        lake.list(selection, found::add);
        return found;
    }

    private static Lake lake(String... settings) {
        var provider = new S3SinkProvider();
        return provider.lake(provider.config().parse(server.config(settings)));
    }
}
