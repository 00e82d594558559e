package dev.headrace.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedQueryTest {

    private static final LocalDate FROM = LocalDate.of(2026, 11, 1);
    private static final LocalDate UNTIL = LocalDate.of(2026, 12, 1);

    @ParameterizedTest
    @EnumSource(SavedQuery.class)
    void isFoundByItsNameAndSaysWhatItAnswers(SavedQuery query) {
        assertThat(SavedQuery.named(query.label())).contains(query);
        assertThat(query.question()).isNotBlank().doesNotStartWith("-").endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(SavedQuery.class)
    void readsTheViewAndOnlyTheDaysAskedFor(SavedQuery query) {
        String sql = query.over("lake.deployment_metrics", FROM, UNTIL);

        assertThat(sql)
                .contains("FROM \"lake\".\"deployment_metrics\"")
                .contains("\"date\" >= '2026-11-01'")
                .contains("received_at < TIMESTAMP '2026-12-01 00:00:00'")
                .doesNotContain("${")
                .doesNotContain(";\n")
                .doesNotEndWith(";");
    }

    @Test
    void areAboutTheContractThatShips() throws IOException {
        Path shipped = Path.of("../../contracts/streams/deployment-metrics/event.v1.schema.json");

        assertThat(TestContracts.resource("deployment-metrics.v1.schema.json"))
                .as("the copy that these tests and Trino's read")
                .isEqualTo(Files.readAllBytes(shipped));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c.d", "Lake.x", "a\"b", "x; drop table y", "a..b"})
    void refusesWhatIsNoView(String view) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SavedQuery.FAILURE_RATIO.over(view, FROM, UNTIL));
    }
}
