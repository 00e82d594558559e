package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCheckTest {

    private static final String GOOD = "{\"app\": \"a\", \"eventTime\": \"2026-11-22T07:51:27Z\"}";

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder).stream("s");
    }

    /** Guards every keyword of the fixture's schema. */
    private void writeSharpExamples() {
        fixture.write("s/examples/pass/good.json", GOOD);
        fail("list", "", "type", "[" + GOOD + "]");
        fail("no-app", "", "required", GOOD.replace("app", "b"));
        fail("no-time", "", "required", GOOD.replace("eventTime", "b"));
        fail("app-number", "/app", "type", GOOD.replace("\"a\"", "1"));
        fail("app-long", "/app", "maxLength", GOOD.replace("\"a\"", "\"123456789\""));
        fail("time-number", "/eventTime", "type", "{\"app\": \"a\", \"eventTime\": 1}");
        fail("time-day", "/eventTime", "format", GOOD.replace("T07:51:27Z", ""));
    }

    private void fail(String name, String pointer, String keyword, String event) {
        fixture.write(
                "s/examples/fail/" + name + ".json",
                "{\"expect\": {\"pointer\": \"%s\", \"keyword\": \"%s\"}, \"event\": %s}"
                        .formatted(pointer, keyword, event));
    }

    private List<String> local(List<String> lines) {
        return lines.stream().map(line -> line.replace(fixture.path("") + "/", "")).toList();
    }

    @Test
    void isCleanWhenEveryKeywordIsGuarded() {
        writeSharpExamples();

        ContractCheck check = fixture.check();

        assertThat(check.wrong()).isEmpty();
        assertThat(check.unguarded()).isEmpty();
        assertThat(check.isClean()).isTrue();
        assertThat(check.examples()).isEqualTo(8);
    }

    @Test
    void namesEachKeywordThatNoExampleGuards() {
        writeSharpExamples();
        fail("app-long", "/app", "type", GOOD.replace("\"a\"", "1"));
        fail("no-time", "", "required", GOOD.replace("app", "b"));

        ContractCheck check = fixture.check();

        assertThat(local(check.unguarded()))
                .containsExactly(
                        "s/v1.schema.json: /required/1 is guarded by no example of version 1",
                        "s/v1.schema.json: /properties/app/maxLength is guarded by no example of"
                                + " version 1");
        assertThat(check.isClean()).isFalse();
    }

    @Test
    void findsEveryKeywordUnguardedWithoutExamples() {
        assertThat(fixture.check().unguarded()).hasSize(9);
    }

    @Test
    void guardsFilesThatASchemaRefersTo() {
        fixture.streamWithSchema("s", "{\"$ref\": \"common.json#/$defs/a\"}")
                .write(
                        "s/common.json",
                        "{\"$defs\": {\"a\": {\"maxProperties\": 1}, \"b\": {\"maxItems\": 1}}}");
        fail("two", "", "maxProperties", "{\"a\": 1, \"b\": 2}");

        assertThat(local(fixture.check().unguarded()))
                .containsExactly(
                        "s/common.json: /$defs/b/maxItems is guarded by no example of version 1");
    }

    @Test
    void tellsWhichExampleIsJudgedOtherwise() {
        writeSharpExamples();
        fixture.write("s/examples/pass/bad.json", GOOD.replace("\"a\"", "1"));
        fail("good", "/app", "type", GOOD);
        fail("other", "/app", "type", GOOD.replace("\"a\"", "\"123456789\""));

        assertThat(local(fixture.check().wrong()))
                .containsExactly(
                        "s/examples/pass/bad.json: is refused at /app by type, but must be accepted:"
                                + " must be a string, but is a number (version 1)",
                        "s/examples/fail/good.json: is accepted, but must be refused at /app by type"
                                + " (version 1)",
                        "s/examples/fail/other.json: is refused at /app by maxLength, but must be at"
                                + " /app by type (version 1)");
    }

    @Test
    void refusesExamplesThatNobodyWouldRun() {
        writeSharpExamples();
        fixture.write("s/examples/fial/a.json", "{}")
                .write("s/examples/v2/pass/a.json", "{}")
                .write("s/examples/fail/plain.json", GOOD)
                .write("s/examples/pass/text.json", "{");

        assertThat(local(fixture.check().wrong()))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("s/examples/fial: is neither pass nor fail"))
                .anyMatch(line -> line.startsWith("s/examples/v2: is neither pass nor fail"))
                .anyMatch(line -> line.startsWith("s/examples/fail/plain.json: is not of the form"))
                .anyMatch(line -> line.startsWith("s/examples/pass/text.json: is not JSON"));
    }

    @Test
    void runsTheExamplesOfAVersionAgainstThatVersionAlone() {
        fixture.write("s/v2.json", "{\"required\": [\"host\"]}")
                .yaml(
                        "s",
                        "{name: s, listener: public, schemas: {1: v1.schema.json, 2: v2.json}, auth: none}")
                .write("s/examples/v1/pass/a.json", GOOD)
                .write("s/examples/v2/pass/a.json", "{\"host\": 1}")
                .write(
                        "s/examples/v2/fail/a.json",
                        "{\"expect\": {\"pointer\": \"\", \"keyword\": \"required\"},"
                                + " \"event\": {}}");

        ContractCheck check = fixture.check();

        assertThat(check.wrong()).isEmpty();
        assertThat(check.examples()).isEqualTo(3);
        assertThat(check.unguarded()).noneMatch(line -> line.contains("v2.json"));
    }

    @Test
    void doesNotRunContractsThatAreBroken() {
        fixture.stream("t", "sinks: []");

        assertThatThrownBy(fixture::check).isInstanceOf(BrokenContractsException.class);
    }
}
