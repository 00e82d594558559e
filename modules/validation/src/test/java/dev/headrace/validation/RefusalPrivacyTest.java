package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No refusal shows a value of the event, or a name that only the event knows. */
class RefusalPrivacyTest {

    private static final String CANARY = "canary-7f3a";

    /** Every keyword that can refuse something. */
    private static final List<String> RULES =
            List.of(
                    "{\"type\": \"number\"}",
                    "{\"type\": [\"number\", \"null\"]}",
                    "{\"format\": \"date-time\"}",
                    "{\"format\": \"email\"}",
                    "{\"format\": \"uri\"}",
                    "{\"enum\": [\"a\", \"b\"]}",
                    "{\"const\": \"a\"}",
                    "{\"pattern\": \"^a$\"}",
                    "{\"maxLength\": 1}",
                    "{\"minLength\": 100}",
                    "{\"not\": {\"type\": [\"string\", \"array\", \"object\"]}}",
                    "{\"anyOf\": [{\"type\": \"number\"}, {\"const\": 1}]}",
                    "{\"oneOf\": [{\"type\": \"number\"}, {\"type\": \"null\"}]}",
                    "{\"allOf\": [{\"type\": \"null\"}]}",
                    "{\"if\": true, \"then\": {\"type\": \"null\"}}",
                    "{\"items\": {\"type\": \"number\"}, \"type\": \"array\"}",
                    "{\"prefixItems\": [{\"type\": \"number\"}], \"type\": \"array\"}",
                    "{\"contains\": {\"const\": 1}, \"type\": \"array\"}",
                    "{\"uniqueItems\": true, \"type\": \"array\"}",
                    "{\"maxItems\": 1, \"type\": \"array\"}",
                    "{\"unevaluatedItems\": false, \"type\": \"array\"}",
                    "{\"additionalProperties\": false, \"type\": \"object\"}",
                    "{\"unevaluatedProperties\": false, \"type\": \"object\"}",
                    "{\"propertyNames\": {\"maxLength\": 3}, \"type\": \"object\"}",
                    "{\"patternProperties\": {\"^canary\": false}, \"type\": \"object\"}",
                    "{\"required\": [\"other\"], \"type\": \"object\"}",
                    "{\"maxProperties\": 0, \"type\": \"object\"}",
                    "{\"dependentRequired\": {\"k\": [\"other\"]}, \"type\": \"object\"}",
                    "false");

    private static final List<String> VALUES =
            List.of(
                    "\"canary-7f3a\"",
                    "[\"canary-7f3a\", \"canary-7f3a\"]",
                    "{\"canary-7f3a\": \"canary-7f3a\", \"k\": \"canary-7f3a\"}");

    @TempDir Path folder;

    @Test
    void noRefusalShowsAValueOrAnUnknownName() {
        List<Verdict.Invalid> refusals = refusals();

        assertThat(refusals)
                .hasSizeGreaterThan(50)
                .extracting(refusal -> refusal.message() + refusal.fingerprint())
                .noneMatch(text -> text.contains(CANARY.substring(0, 6)));
        assertThat(refusals)
                .extracting(Verdict.Invalid::keyword)
                .contains("additionalProperties", "const", "dependentRequired", "enum", "format")
                .contains("maxLength", "pattern", "propertyNames", "type", "uniqueItems")
                .contains("unevaluatedProperties", "oneOf", "anyOf", "not", "false", "contains");
    }

    private List<Verdict.Invalid> refusals() {
        List<Verdict.Invalid> refusals = new ArrayList<>();
        for (String rule : RULES) {
            String schema = "{\"properties\": {\"v\": " + rule + "}}";
            for (String value : VALUES) {
                if (StreamFixture.judge(folder, schema, "{\"v\": " + value + "}")
                        instanceof Verdict.Invalid refusal) {
                    refusals.add(refusal);
                }
            }
        }
        return refusals;
    }

    @Test
    void pointersShowNamesOnly() {
        String schema =
                "{\"properties\": {\"v\": {\"additionalProperties\": {\"type\": \"null\"}}}}";

        Verdict.Invalid refusal =
                StreamFixture.refusal(folder, schema, "{\"v\": {\"name\": \"canary-7f3a\"}}");

        assertThat(refusal.pointer()).isEqualTo("/v/name");
    }
}
