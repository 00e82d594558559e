package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    private static final String SCHEMA =
            """
            {"type": "object", "required": ["a", "b"], "properties": {
              "a": {"type": "string", "maxLength": 3}, "b": {},
              "list": {"items": {"properties": {"n": {"type": "number"}}}},
              "pair": {"prefixItems": [{"type": "number"}, {"type": "number"}]},
              "tags": {"additionalProperties": {"type": "string"}},
              "more": {"patternProperties": {"^x": {"type": "string"}}},
              "shut": {"additionalProperties": false, "properties": {"known": {}}}
            }}
            """;

    @TempDir Path folder;

    @Test
    void isTheSameForAllValues() {
        assertThat(fingerprint("{\"a\": 1, \"b\": 1}"))
                .isEqualTo(fingerprint("{\"b\": 2, \"a\": [true], \"c\": 1}"))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void leavesIndicesOut() {
        assertThat(of("\"list\": [{\"n\": \"x\"}]"))
                .isEqualTo(of("\"list\": [{}, {}, {\"n\": null}]"));
        assertThat(of("\"pair\": [\"x\", 1]")).isEqualTo(of("\"pair\": [1, \"x\"]"));
    }

    @Test
    void doesNotDependOnNamesThatTheContractDoesNotKnow() {
        assertThat(of("\"tags\": {\"one\": 1}")).isEqualTo(of("\"tags\": {\"two/3\": 1}"));
        assertThat(of("\"more\": {\"x1\": 1}")).isEqualTo(of("\"more\": {\"x2\": 1}"));
        assertThat(of("\"shut\": {\"one\": 1}")).isEqualTo(of("\"shut\": {\"knwon\": 1}"));
    }

    @Test
    void tellsCausesApart() {
        assertThat(
                        new String[] {
                            fingerprint("{\"a\": 1, \"b\": 1}"),
                            fingerprint("{\"a\": \"long\", \"b\": 1}"),
                            fingerprint("{\"a\": \"x\"}"),
                            fingerprint("{\"b\": 1}"),
                            of("\"tags\": {\"one\": 1}"),
                            of("\"more\": {\"x1\": 1}"),
                            of("\"shut\": {\"x\": 1}"),
                            of("\"list\": [{\"n\": \"x\"}]")
                        })
                .doesNotHaveDuplicates();
    }

    @Test
    void staysWhatItWas() {
        assertThat(fingerprint("{\"a\": 1, \"b\": 1}")).isEqualTo("752ad5208d7ea28b");
    }

    private String of(String member) {
        return fingerprint("{\"a\": \"x\", \"b\": 1, " + member + "}");
    }

    private String fingerprint(String event) {
        return StreamFixture.refusal(folder, SCHEMA, event).fingerprint();
    }
}
