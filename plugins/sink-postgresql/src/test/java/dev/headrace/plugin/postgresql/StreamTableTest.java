package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class StreamTableTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    @Test
    void namesTheTableAfterTheStreamAndThePartitionAfterTheDay() {
        StreamTable table = StreamTable.of("headrace", "user-telemetry");

        assertThat(table.ref()).isEqualTo("headrace.user_telemetry");
        assertThat(table.quoted()).isEqualTo("\"headrace\".\"user_telemetry\"");
        assertThat(table.partition(DAY)).isEqualTo("user_telemetry$20261122");
    }

    @Test
    void shortensALongNameSoThatAPartitionFitsAndStaysApartFromItsNeighbour() {
        String name = "x".repeat(60);

        StreamTable one = StreamTable.of("headrace", name + "1");
        StreamTable other = StreamTable.of("headrace", name + "2");

        assertThat(one.partition(DAY)).hasSize(63).endsWith("$20261122");
        assertThat(one.name()).startsWith("x".repeat(43) + "$");
        assertThat(one.name()).isNotEqualTo(other.name());
    }

    @Test
    void leavesANameThatJustFitsAsItIs() {
        assertThat(StreamTable.of("headrace", "x".repeat(54)).name()).isEqualTo("x".repeat(54));
    }

    @Test
    void namesEveryColumnWhenItInserts() {
        assertThat(StreamTable.of("headrace", "orders").insertFrom("pg_temp.rows"))
                .isEqualTo(
                        "INSERT INTO \"headrace\".\"orders\" (id, received_at, occurred_at,"
                                + " schema_version, organisation, key, principal_kind,"
                                + " principal_name, principal_email, position, attributes, event)"
                                + " SELECT id, received_at, occurred_at, schema_version,"
                                + " organisation, key, principal_kind, principal_name,"
                                + " principal_email, position, attributes, event FROM pg_temp.rows"
                                + " ON CONFLICT DO NOTHING");
    }
}
