package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AttributesJsonTest {

    @Test
    void quotesWhatJsonCannotHoldPlainly() {
        var attributes = new TreeMap<>(Map.of("a\"", "\\ \u0000 \n \u001f é 🚰", "b", ""));

        assertThat(AttributesJson.of(attributes))
                .isEqualTo("{\"a\\\"\":\"\\\\ \\u0000 \\u000a \\u001f é 🚰\",\"b\":\"\"}");
    }

    @Test
    void isAnEmptyObjectForNoAttributes() {
        assertThat(AttributesJson.of(Map.of())).isEqualTo("{}");
    }
}
