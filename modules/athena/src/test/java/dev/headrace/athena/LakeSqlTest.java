package dev.headrace.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.sink.EnvelopeWriter.Form;
import dev.headrace.sink.StreamContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LakeSqlTest {

    private static final String LOCATION = "s3://example-lake/events/deployment-metrics";

    @ParameterizedTest
    @CsvSource({
        "ATHENA, HIVE, FLATTENED",
        "ATHENA, FIREHOSE, FLATTENED",
        "ATHENA, FIREHOSE, ENVELOPE",
        "ATHENA, HIVE, EVENT_ONLY",
        "TRINO, HIVE, FLATTENED",
        "TRINO, FIREHOSE, ENVELOPE"
    })
    void writesTheStatementsOfTheGoldenFile(Dialect dialect, Layout layout, Form form) {
        List<String> statements =
                LakeSql.of(TestContracts.deploymentMetrics(), lines(layout, form), "lake", dialect);

        String file = (dialect + "-" + layout + "-" + form + ".sql").toLowerCase(Locale.ROOT);
        assertThat(script(statements)).isEqualTo(golden(file));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aStreamOfSeveralTypesGetsAViewForEach(Dialect dialect) {
        List<String> statements =
                LakeSql.of(
                        TestContracts.media(), lines(Layout.HIVE, Form.ENVELOPE), "lake", dialect);

        String file = (dialect + "-media.sql").toLowerCase(Locale.ROOT);
        assertThat(script(statements)).isEqualTo(golden(file));
    }

    @ParameterizedTest
    @CsvSource({"P400D, 401", "PT36H, 3", "PT1H, 2"})
    void partitionsBeginWithTheRetention(Duration retention, int days) {
        StreamContract kept = TestContracts.keptFor(TestContracts.deploymentMetrics(), retention);

        assertThat(table(kept, Dialect.ATHENA))
                .contains("'projection.date.range' = 'NOW-" + days + "DAYS,NOW+1DAYS'");
        assertThat(table(kept, Dialect.TRINO))
                .contains(
                        "partition_projection_range = ARRAY['NOW-" + days + "DAYS', 'NOW+1DAYS']");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example-lake/events",
                "s3://",
                "s3://example-lake/it's",
                "s3://example-lake/a b",
                "s3://example-lake/${date}",
                "s3://example-lake/x\n"
            })
    void refusesWhatIsNoLocation(String location) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new StoredLines(
                                location, Layout.HIVE, Form.FLATTENED, StoredLines.FIRST_DAY))
                .withMessageStartingWith("is not a location");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Lake", "1lake", "la-ke", "a`b", "a\"b"})
    void refusesWhatIsNoDatabase(String database) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LakeSql.of(
                                TestContracts.deploymentMetrics(),
                                lines(Layout.HIVE, Form.FLATTENED),
                                database,
                                Dialect.ATHENA));
    }

    @Test
    void aHintThatIsNotKnownIsRefused() {
        StreamContract contract = TestContracts.contract("media", "Media", Map.of("typ", "/type"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(contract, Dialect.ATHENA))
                .withMessage("hints.athena.typ is not known; known are type and types");
    }

    private static String table(StreamContract contract, Dialect dialect) {
        return LakeSql.of(contract, lines(Layout.HIVE, Form.FLATTENED), "lake", dialect).get(1);
    }

    private static StoredLines lines(Layout layout, Form form) {
        return new StoredLines(LOCATION, layout, form, StoredLines.FIRST_DAY);
    }

    private static String script(List<String> statements) {
        return String.join(";\n\n", statements) + ";\n";
    }

    private static String golden(String file) {
        return new String(TestContracts.resource("golden/" + file), StandardCharsets.UTF_8);
    }
}
