package dev.headrace.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.athena.Dialect;
import dev.headrace.athena.LakeSql;
import dev.headrace.athena.Layout;
import dev.headrace.athena.StoredLines;
import dev.headrace.sink.EnvelopeWriter.Form;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form and layout of the lines, read through the statements of the Trino dialect. */
class LocalTablesIT {

    private static final LocalDate DAY = DeploymentReports.FIRST;
    private static final Instant RECEIVED = DAY.atTime(9, 15, 30).toInstant(ZoneOffset.UTC);

    @TempDir private static Path folder;
    private static Trino trino;

    @BeforeAll
    static void start() {
        trino = Trino.over(folder);
    }

    @AfterAll
    static void stop() {
        trino.close();
    }

    @ParameterizedTest
    @CsvSource({"HIVE, FLATTENED", "FIREHOSE, ENVELOPE"})
    void theSavedQueriesCountEveryReportOnce(Layout layout, Form form) throws Exception {
        String database = name("saved", layout, form);
        LocalLake lake = lake(database, layout, form);
        lake.store("one", DeploymentReports.all());
        lake.store("again", DeploymentReports.all().subList(0, 3));

        trino.run(statements(DeploymentReports.contract(), lake, database));

        new SavedQueries(trino, database + ".deployment_metrics").allAnswerRight();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void onlyTheDaysAskedForAreOpened(Layout layout) throws Exception {
        String database = name("pruned", layout, Form.FLATTENED);
        LocalLake lake = lake(database, layout, Form.FLATTENED);
        lake.store("one", DeploymentReports.all());
        lake.spoil(RECEIVED.minusSeconds(86_400));
        trino.run(statements(DeploymentReports.contract(), lake, database));
        String count = "SELECT count(stack_id) FROM " + database + ".deployment_metrics";

        List<List<Object>> later = trino.rows(count + " WHERE \"date\" >= '" + DAY + "'");
        List<List<Object>> hour =
                trino.rows(count + " WHERE \"date\" = '" + DAY + "' AND \"hour\" = '09'");
        List<List<Object>> empty =
                trino.rows(count + " WHERE \"date\" = '" + DAY + "' AND \"hour\" = '10'");

        assertThat(later).containsExactly(List.of((long) DeploymentReports.all().size()));
        assertThat(hour).containsExactly(List.of(3L));
        assertThat(empty).containsExactly(List.of(0L));
        assertThatThrownBy(() -> trino.rows(count)).rootCause().hasMessageContaining("GZIP");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void valuesGetTheTypesOfTheContractAndOddOnesAreNull(Form form) throws Exception {
        String database = name("typed", Layout.HIVE, form);
        LocalLake lake = lake(database, Layout.HIVE, form);
        lake.store("one", oddEvents());

        trino.run(statements(mediaContract(), lake, database));

        String columns =
                "\"at\", \"date\", player_name, \"it_s__quoted_\", muted, chapters, anything,"
                        + " \"position\", bits";
        assertThat(
                        trino.rows(
                                "SELECT "
                                        + columns
                                        + " FROM "
                                        + database
                                        + ".media ORDER BY type DESC"))
                .containsExactly(
                        Arrays.asList(
                                LocalDateTime.of(
                                        DAY.plusDays(1), LocalTime.of(0, 30, 0, 123_000_000)),
                                DAY,
                                "Ünï \u0001\n\t\"q\"",
                                "x",
                                true,
                                "[1,{\"a\":null}]",
                                "5.50",
                                1.5,
                                null),
                        Arrays.asList(
                                DAY.atTime(9, 0),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Long.MAX_VALUE),
                        Arrays.asList(null, null, null, null, null, null, null, null, null));
        assertThat(trino.rows("SELECT bits FROM " + database + ".media_bandwidth_sample"))
                .containsExactly(List.of(Long.MAX_VALUE));
        assertThat(trino.rows("SELECT received_date, hour FROM " + database + ".media_play"))
                .containsExactly(List.of(DAY.toString(), "09"));
    }

    @ParameterizedTest
    @CsvSource({"FLATTENED", "ENVELOPE"})
    void theEnvelopeIsThereToo(Form form) throws Exception {
        String database = name("envelope", Layout.HIVE, form);
        LocalLake lake = lake(database, Layout.HIVE, form);
        lake.store("one", List.of(media("a", "{\"type\":\"play\"}")));

        trino.run(statements(mediaContract(), lake, database));

        assertThat(
                        trino.rows(
                                "SELECT event_id, stream, schema_version, received_at, occurred_at,"
                                        + " organisation, principal_kind, principal_name,"
                                        + " principal_email FROM "
                                        + database
                                        + ".media"))
                .containsExactly(
                        Arrays.asList(
                                "a",
                                "media",
                                1L,
                                DAY.atTime(9, 15, 30),
                                DAY.atTime(9, 15, 30),
                                null,
                                "service",
                                "conformance-kit",
                                null));
    }

    @Test
    void otherStreamsOfTheSameFolderAreNotSeen() throws Exception {
        String database = name("mixed", Layout.FIREHOSE, Form.FLATTENED);
        LocalLake lake = lake(database, Layout.FIREHOSE, Form.FLATTENED);
        lake.store("one", List.of(media("a", "{\"type\":\"play\",\"bits\":{\"deep\":[1]}}")));
        lake.store("two", DeploymentReports.all());

        trino.run(statements(mediaContract(), lake, database));
        trino.run(statements(DeploymentReports.contract(), lake, database));

        assertThat(trino.rows("SELECT event_id FROM " + database + ".media"))
                .containsExactly(List.of("a"));
        assertThat(trino.rows("SELECT count(*) FROM " + database + ".deployment_metrics"))
                .containsExactly(List.of((long) DeploymentReports.all().size()));
    }

    @Test
    void theStatementsMayBeRunAgain() throws Exception {
        String database = name("again", Layout.HIVE, Form.FLATTENED);
        LocalLake lake = lake(database, Layout.HIVE, Form.FLATTENED);
        lake.store("one", DeploymentReports.all());
        List<String> statements = statements(DeploymentReports.contract(), lake, database);

        trino.run(statements);
        trino.run(statements);

        assertThat(trino.rows("SELECT count(*) FROM " + database + ".deployment_metrics"))
                .containsExactly(List.of((long) DeploymentReports.all().size()));
    }

    private static SampleRecord media(String id, String event) {
        return SampleRecord.of("media", id, event).withTimes(RECEIVED, RECEIVED);
    }

    private static List<SampleRecord> oddEvents() {
        return List.of(
                media(
                        "a",
                        """
                        {"type":"play","at":"%sT23:30:00.123456789-01:00","date":"%s",\
                        "player name":"Ünï \\u0001\\n\\t\\"q\\"","it's \\"quoted\\"":"x",\
                        "muted":true,"chapters":[1,{"a":null}],"anything":5.50,"position":1.5}\
                        """
                                .formatted(DAY, DAY)),
                media(
                        "b",
                        """
                        {"type":"bandwidth-sample","at":"%st09:00:00z","date":"soon",\
                        "muted":"maybe","anything":null,"bits":9223372036854775807}\
                        """
                                .formatted(DAY)),
                media("c", "{\"type\":\"Bandwidth Sample\",\"bits\":9223372036854775808}"));
    }

    private static StreamContract mediaContract() {
        StreamContract plain =
                SampleContext.contract("media", DeploymentReports.text("media.v1.schema.json"));
        return new StreamContract(
                plain.name(),
                plain.title(),
                plain.schemas(),
                plain.key(),
                plain.layout(),
                plain.retention(),
                Map.of("type", "/type"));
    }

    private static String name(String test, Layout layout, Form form) {
        return (test + "_" + layout + "_" + form).toLowerCase(Locale.ROOT);
    }

    private static LocalLake lake(String name, Layout layout, Form form) {
        return new LocalLake(folder.resolve(name), layout, form);
    }

    private static List<String> statements(
            StreamContract contract, LocalLake lake, String database) {
        var lines =
                new StoredLines(
                        "local:///" + folder.relativize(lake.folder()),
                        lake.layout(),
                        lake.form(),
                        DAY.minusDays(3));
        return LakeSql.of(contract, lines, database, Dialect.TRINO);
    }
}
