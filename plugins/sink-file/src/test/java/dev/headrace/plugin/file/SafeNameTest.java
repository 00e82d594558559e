package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SafeName;
import dev.headrace.sink.Sink;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    @TempDir private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../escape",
                "..",
                ".",
                "",
                "/etc/passwd",
                "a/b",
                "a\\b",
                "a\u0000b",
                "é\n",
                "name.of.a.batch",
                ".hidden"
            })
    void noNameLeadsOutOfTheLakeOrHidesAFile(String name) throws Exception {
        var lake = new Lake(temp.resolve("lake"));
        RecordBatch batch = Batches.of(name, "{}").in(Batches.group(name, SampleRecord.RECEIVED));

        WriteResult result = lake.open().write(batch);

        assertThat(lake.files()).hasSize(1);
        assertThat(lake.files().getFirst())
                .matches("[\\w-][\\w.-]*/date=2026-11-22/hour=09/[\\w-][\\w.-]*\\.ndjson");
        assertThat(result.outcome(0)).isEqualTo(new Outcome.Delivered(lake.files().getFirst()));
        assertThat(temp).isDirectoryNotContaining("glob:**/escape*");
    }

    @Test
    void batchesOfDifferentIdsNeverShareAFile() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();
        List<String> ids = List.of("a/b", "a\\b", "a_b", "a b", "x".repeat(300), "x".repeat(301));

        for (String id : ids) {
            sink.write(Batches.of(id, "{}"));
        }

        assertThat(lake.files()).hasSize(ids.size());
    }

    @Test
    void aSafeNameStaysAsItIs() {
        assertThat(SafeName.of("n1-0000a7_B.c")).isEqualTo("n1-0000a7_B.c");
        assertThat(SafeName.of("x".repeat(121))).hasSize(120).startsWith("xxx");
    }
}
