package dev.headrace.trino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.athena.Dialect;
import dev.headrace.athena.LakeSql;
import dev.headrace.athena.Layout;
import dev.headrace.athena.StoredLines;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.plugin.firehose.ImitationFirehose;
import dev.headrace.plugin.firehose.LakeBucket;
import dev.headrace.sink.EnvelopeWriter.Form;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: firehose sink, Firehose as the tests imitate it, S3, table, view, query. */
class DeliveredByFirehoseIT {

    private static final String STREAM = "reports";

    @TempDir private Path folder;

    @Test
    void theSavedQueriesAnswerFromWhatWasDelivered() throws Exception {
        try (PluginFolder plugin = PluginFolder.of("sink-firehose");
                ImitationFirehose firehose = ImitationFirehose.start(STREAM);
                LakeBucket s3 = LakeBucket.start();
                Trino trino =
                        Trino.over(folder, s3.address(), S3Proxy.ACCESS_KEY, S3Proxy.SECRET)) {
            deliver(plugin.provider(), firehose, s3);

            trino.run(
                    LakeSql.of(
                            DeploymentReports.contract(),
                            new StoredLines(
                                    "s3://" + S3Proxy.BUCKET + "/lake/",
                                    Layout.FIREHOSE,
                                    Form.FLATTENED,
                                    DeploymentReports.FIRST.minusDays(3)),
                            "delivered",
                            Dialect.TRINO));

            new SavedQueries(trino, "delivered.deployment_metrics").allAnswerRight();
        }
    }

    /** A batch a day, and Firehose delivers it at the end of the day's hour; one comes twice. */
    private void deliver(SinkProvider provider, ImitationFirehose firehose, LakeBucket s3)
            throws Exception {
        var settings = new HashMap<>(firehose.settings(STREAM));
        settings.put("form", "flattened");
        try (Sink sink = provider.create(provider.config().parse(settings))) {
            sink.open(SampleContext.of(folder));
            for (List<SampleRecord> day : days().values()) {
                write(sink, day);
                write(sink, day.subList(0, 1));
                firehose.deliver(STREAM, "lake/", day.getFirst().receivedAt().plusSeconds(300), s3);
            }
        }
    }

    private static void write(Sink sink, List<SampleRecord> records) throws Exception {
        WriteResult result = sink.write(SampleBatch.of("b", records));
        for (int i = 0; i < result.size(); i++) {
            assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
        }
    }

    private static Map<String, List<SampleRecord>> days() {
        return DeploymentReports.all().stream()
                .collect(
                        Collectors.groupingBy(
                                report -> report.receivedAt().toString(),
                                TreeMap::new,
                                Collectors.toList()));
    }
}
