package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NamedIdTest {

    private final NamedId ids = new NamedId(List.of("/space", "/name"));

    /** The example of RFC 9562, appendix A.4. */
    @Test
    void isTheUuidThatTheStandardMakes() {
        JsonNode event =
                json(
                        """
                        {"space":"6BA7B810-9dad-11d1-80b4-00c04fd430c8","name":"www.example.com"}
                        """);

        assertThat(ids.id(event)).contains("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void aNumberIsItsTextAndSeveralNamesAreToldApart() {
        String space = "\"space\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"";
        var several = new NamedId(List.of("/space", "/name", "/more"));

        assertThat(ids.id(json("{" + space + ",\"name\":7}")))
                .isEqualTo(ids.id(json("{" + space + ",\"name\":\"7\"}")));
        assertThat(several.id(json("{" + space + ",\"name\":7,\"more\":11}")))
                .isNotEqualTo(several.id(json("{" + space + ",\"name\":71,\"more\":1}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"space\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"}",
                "{\"space\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"name\":1.5}",
                "{\"space\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"name\":null}",
                "{\"space\":\"1-1-1-1-1\",\"name\":7}",
                "{\"space\":7,\"name\":7}",
            })
    void anEventWithoutTheFieldsHasNone(String event) {
        assertThat(ids.id(json(event))).isEmpty();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
