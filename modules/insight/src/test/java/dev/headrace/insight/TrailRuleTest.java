package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.tck.SampleRecord;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TrailRuleTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456789Z");
    private static final String LEAST =
            "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"status_code\":200}";

    @Test
    void takesTheFieldsOfTheContractAndTheTextAsItIs() {
        String json =
                """
                { "action":"DELETE","entity_type":"form","entity_id":9223372036854775807,"user_id":42,
                  "actor_type":"staff","request_path":"/a\\u0000b","status_code":204,"user_agent":"Zürich",
                  "action_context":"break_glass","break_glass_id":3,"impersonation_id":null}\
                """;

        AuditEntry entry = entry(json).orElseThrow();

        assertThat(entry.text()).isEqualTo(json);
        assertThat(entry.at()).isEqualTo("2026-11-22T10:00:00.123456Z");
        assertThat(entry.user()).contains(42L);
        assertThat(entry.entity()).contains(Long.MAX_VALUE);
        assertThat(entry.path()).isEqualTo("/a\uFFFDb");
        assertThat(entry.status()).isEqualTo(204);
        assertThat(entry.breakGlass()).contains(3L);
        assertThat(entry.impersonation()).isEmpty();
        assertThat(entry.isOfStaff()).isTrue();
    }

    @Test
    void whoeverIsNotSaidToBeAnybodyElseIsAPatient() {
        String json = LEAST.replace("}", ",\"actor_hash\":\"h1:a\",\"user_id\":42}");

        AuditEntry entry = entry(json).orElseThrow();

        assertThat(entry.actorType()).isEqualTo("patient");
        assertThat(entry.actorHash()).contains("h1:a");
        assertThat(entry.user()).isEmpty();
        assertThat(entry.context()).isEqualTo("normal");
        assertThat(entry.isOfStaff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\":7,\"entity_type\":\"form\",\"status_code\":200}",
                "{\"action\":\"UPDATE\",\"status_code\":200}",
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"status_code\":600}",
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"status_code\":200,\"actor_type\":\"robot\"}",
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"status_code\":200,\"action_context\":\"break_glass\"}",
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"status_code\":200,\"action_context\":\"impersonation\",\"break_glass_id\":3}",
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"status_code\":200,\"action_context\":\"other\"}"
            })
    void whatTheTableCouldNotTakeIsNoAuditEvent(String json) {
        assertThat(entry(LEAST)).isPresent();
        assertThat(entry(json)).isEmpty();
    }

    @Test
    void aWordThatNoIndexTakesIsNone() {
        assertThat(entry(LEAST.replace("form", "f".repeat(200)))).isPresent();
        assertThat(entry(LEAST.replace("form", "f".repeat(201)))).isEmpty();
    }

    private static Optional<AuditEntry> entry(String json) {
        return new TrailRule()
                .entry(
                        SampleRecord.of("audit", "event-1", json).withTimes(AT, AT),
                        JsonMapper.shared().readTree(json));
    }
}
