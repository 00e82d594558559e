package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HmacKeyParserTest {

    private static final Path FILE = Path.of("keys.json");
    private static final String SECRET = "canary-canary-canary";
    private static final String CURRENT =
            "{\"id\":\"k9\",\"secret\":\"the-current-secret\",\"status\":\"current\"}";

    @Test
    void readsAnyNumberOfKeys() {
        HmacKeys keys =
                HmacKeyParser.parse(
                        FILE,
                        """
                        {"keys":[
                         {"id":"k2","secret":"canary-canary-canary","status":"current"},
                         {"id":"k1","secret":"canary-canary-canar1","status":"previous",
                          "demotedAt":"2026-11-20T00:00:00Z"},
                         {"id":"k0","secret":"canary-canary-canar0","status":"previous",
                          "demotedAt":"2026-11-19T01:00:00+01:00"}]}
                        """);

        assertThat(keys.keys()).extracting(HmacKey::id).containsExactly("k2", "k1", "k0");
        assertThat(keys.current().id()).isEqualTo("k2");
        assertThat(keys.summary()).isEqualTo("current key k2, 2 previous");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"id":"k","secret":"canary-canary-canary","status":"previous"}                                            | demotedAt must be an instant
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"soon"}                         | demotedAt must be an instant
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"+99999-01-01T00:00:00Z"}       | demotedAt must be an instant
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":1763596800}                     | demotedAt must be an instant
                    {"id":"k","secret":"canary-canary-canary","status":"retired","demotedAt":"2026-11-20T00:00:00Z"}          | status must be current or previous
                    {"id":"k","secret":"canary-canary-canary"}                                                                | status must be current or previous
                    {"id":"k","secret":"canary-canary-canary","status":"current"}                                             | exactly one with status current, not 2
                    {"id":"k","secret":"canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}                | secret must be a text of at least 16
                    {"id":"k","secret":"","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}                             | secret must be a text of at least 16
                    {"id":"k","secret":12345678901234567890,"status":"previous","demotedAt":"2026-11-20T00:00:00Z"}           | secret must be a text
                    {"id":"k","secret":"the-current-secret","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}           | secret is the same as keys[0].secret
                    {"id":"k9","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}        | id is the same as keys[0].id
                    {"id":"a b","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}       | id must be 1 to 64
                    {"secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}                  | id must be 1 to 64
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedat":"2026-11-20T00:00:00Z"}         | unknown field demotedat
                    {"canary-canary-canary":"k"}                                                                              | has an unknown field; known are demotedAt, id, organisations, secret, service, status
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":[]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":"7"} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":[7]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":["7","7"]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":["*","7"]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":["a b"]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":["-"]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":["7",""]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","organisations":["7",".."]} | organisations must be a list of 1
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","service":"a b"} | service must be 1 to 64
                    {"id":"k","secret":"canary-canary-canary","status":"previous","demotedAt":"2026-11-20T00:00:00Z","service":"core"} | keys of the service core must have exactly one with status current, not 0
                    "canary-canary-canary"                                                                                    | keys[1] must be an object
                    """)
    void tellsWhatIsWrongWithAKey(String key, String problem) {
        AuthSettingsException refusal = refusal("{\"keys\":[" + CURRENT + "," + key + "]}");

        assertThat(refusal).hasMessageContaining(problem).hasMessageContaining("keys.json: keys");
        assertThat(refusal.getMessage()).doesNotContain("canary", "the-current-secret");
    }

    @Test
    void givesEachServiceACurrentKeyOfItsOwn() {
        HmacKeys keys =
                HmacKeyParser.parse(
                        FILE,
                        """
                        {"keys":[
                         %s,
                         {"id":"core","secret":"canary-canary-canary","status":"current",
                          "service":"core-api","organisations":["7","9"]},
                         {"id":"all","secret":"canary-canary-canar1","status":"current",
                          "service":"backfill","organisations":["*"]}]}
                        """
                                .formatted(CURRENT));

        assertThat(keys.keys())
                .extracting(HmacKey::service)
                .containsExactly(
                        Optional.empty(), Optional.of("core-api"), Optional.of("backfill"));
        assertThat(keys.keys())
                .extracting(HmacKey::organisations)
                .containsExactly(Set.of(), Set.of("7", "9"), Set.of("*"));
    }

    @Test
    void listsEveryProblemAtOnce() {
        AuthSettingsException refusal =
                refusal(
                        """
                        {"version":1,"keys":[
                         {"id":"","secret":"x","status":"gone"},
                         {"id":"k","secret":"canary-canary-canary","status":"previous"}]}
                        """);

        assertThat(refusal.problems()).hasSize(6).allMatch(it -> it.startsWith("keys.json: "));
    }

    @Test
    void keepsTheCurrentKeyClearOfADemotion() {
        String demoted =
                "{\"id\":\"k\",\"secret\":\"%s\",\"status\":\"current\",\"demotedAt\":\"2026-11-20T00:00:00Z\"}"
                        .formatted(SECRET);

        assertThat(refusal("{\"keys\":[" + demoted + "]}").problems())
                .isEqualTo(List.of("keys.json: keys[0].demotedAt belongs to previous keys only"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary-canary-canary",
                "{\"keys\":[{\"id\":\"k\",\"secret\":\"canary-canary-canary",
                "{\"keys\":[]} canary-canary-canary",
                "{\"keys\":[],\"keys\":[]}",
                "{\"canary-canary-canary\":1,\"canary-canary-canary\":2}",
                "{'keys':[]}",
                "[]",
                "null",
                "{\"keys\":{}}",
                "{\"keys\":[]}"
            })
    void refusesWhatIsNoKeyFileWithoutRepeatingIt(String text) {
        AuthSettingsException refusal = refusal(text);

        assertThat(refusal).hasMessageStartingWith("keys.json: ").hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain("canary");
    }

    private static AuthSettingsException refusal(String text) {
        AuthSettingsException refusal =
                catchThrowableOfType(
                        AuthSettingsException.class, () -> HmacKeyParser.parse(FILE, text));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
