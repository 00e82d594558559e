package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Addition;
import dev.headrace.event.Cardinality;
import dev.headrace.event.Contract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds and additions, and the rest of their contract. */
class CardinalityFieldsTest {

    private static final String SCHEMA =
            """
            {
              "type": "object",
              "properties": {
                "id": {"type": "string"},
                "at": {"type": "string", "format": "date-time"},
                "count": {"type": "integer"},
                "kind": {"enum": ["staff", "guest"]},
                "short": {"type": "string", "maxLength": 3},
                "page": {"type": ["string", "null"]},
                "site": {"type": "string"},
                "made": {"type": "string", "readOnly": true},
                "tags": {"type": "array", "items": {"type": "string"}}
              }
            }
            """;

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder);
    }

    private void stream(String listener, String lines) {
        fixture.streamWithSchema("s", SCHEMA)
                .yaml(
                        "s",
                        """
                        name: s
                        schemas: { 1: v1.schema.json }
                        auth: [hmac]
                        listener: %s
                        %s
                        """
                                .formatted(listener, lines));
    }

    @Test
    void readsBoundsWithTheirWindowTheirGroupsAndTheirWord() {
        stream(
                "public",
                """
                cardinality:
                  /page: { max-per-day: 5000, by: [/site, /kind] }
                  /tags/*: { max-per-hour: 7, overflow: "(more)" }\
                """);

        assertThat(fixture.contract("s").cardinality())
                .containsEntry(
                        "/page",
                        new Cardinality(
                                5_000,
                                Cardinality.Window.DAY,
                                List.of("/site", "/kind"),
                                "(other)"))
                .containsEntry(
                        "/tags/*",
                        new Cardinality(7, Cardinality.Window.HOUR, List.of(), "(more)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    title: t            | { /count: { max-per-day: 1 } } | ~1count is not a field that the schema describes with type: string; only texts can have a bound
                    title: t            | { /at: { max-per-day: 1 } }    | ~1at is not a field that the schema describes with type: string; only texts can have a bound
                    title: t            | { /kind: { max-per-day: 1 } }  | ~1kind is not a field that the schema describes with type: string; only texts can have a bound
                    title: t            | { /tags: { max-per-day: 1 } }  | ~1tags is not a field that the schema describes with type: string; only texts can have a bound
                    title: t            | { /short: { max-per-day: 1 } } | ~1short has an overflow that is longer than the schema's maxLength
                    id: /id             | { /id: { max-per-day: 1 } }    | ~1id is what id names, which no other value can replace
                    bound: { organisation: /site } | { /site: { max-per-day: 1 } } | ~1site is what bound names, which no other value can replace
                    adds: { /made: { value: x } }  | { /made: { max-per-day: 1 } } | ~1made is what adds names, which no other value can replace
                    """)
    void refusesABoundThatItsFieldCannotHave(String line, String bounds, String problem) {
        stream("public", line + "\ncardinality: " + bounds);

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:6: /cardinality/" + problem);
    }

    @Test
    void refusesTwoBoundsOfOneField() {
        stream(
                "public",
                "cardinality: { /tags/0: { max-per-day: 1 }, /tags/*: { max-per-day: 2 } }");

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:5: /cardinality/~1tags~1* and /tags/0 are the same field, or"
                                + " one lies in the other",
                        "s/stream.yaml:5: /cardinality/~1tags~10 and /tags/* are the same field, or"
                                + " one lies in the other");
    }

    @Test
    void readsWhatIsAddedOfAField() {
        stream("internal", "adds: { /made: { position: /site } }");

        assertThat(fixture.contract("s").adds())
                .containsEntry("made", new Addition.OfField(Addition.Derived.POSITION, "/site"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    { /made: { city: /site } }     | made is a city, which only streams with listener: internal may have
                    { /made: { position: /site } } | made is a position, which only streams with listener: internal may have
                    { /made: { hash: /sit } }      | made is of /sit, which is not a property that version 1 of the schema describes; did you mean site?
                    """)
    void refusesWhatMayNotBeAdded(String adds, String problem) {
        stream("public", "adds: " + adds);

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:5: /adds " + problem);
    }

    @Test
    void refusesARuleOfPrivacyForWhatIsAddedLater() {
        stream("public", "adds: { /made: $client/region }\nprivacy: { /made: drop }");

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:5: /adds made is added after the rules of privacy were"
                                + " applied, so the one that names it would protect nothing");
    }

    @Test
    void readsHowManyRequestsMayComeFromOneAddress() {
        stream("public", "limits: { requests-per-minute-per-address: 600 }");

        assertThat(fixture.contract("s").limits().addressRate())
                .contains(new Contract.Rate(600, Contract.Rate.Per.MINUTE, 600));
    }

    @Test
    void insideEverybodyIsOneAddress() {
        stream("internal", "limits: { requests-per-minute-per-address: 600 }");

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:5: /limits/requests-per-minute-per-address means nothing"
                                + " without listener: public; behind it everybody is one address");
    }
}
