package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.FieldRule;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of privacy that would not protect what they name. */
class BrokenPrivacyRulesTest {

    private static final String PEOPLE =
            """
            {
              "type": "object",
              "properties": {
                "at": {"type": "string", "format": "date-time"},
                "count": {"type": "integer"},
                "kind": {"enum": ["staff", "guest"]},
                "made": {"type": "string", "readOnly": true},
                "list": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
                "other": {"type": "object", "additionalProperties": {"type": "string"}},
                "user": {
                  "type": "object",
                  "properties": {"id": {"type": "string"}, "name": {"type": "string"}}
                }
              },
              "$defs": {
                "entry": {"properties": {"mail": {"type": "string"}, "free": {}}}
              }
            }
            """;

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    privacy: { /ap: hash }          | /privacy/~1ap is not a property that a version of the schema describes, so the rule would protect nothing; did you mean app?
                    privacy: { /tags/email: keep }  | /privacy/~1tags~1email is not a property that a version of the schema describes, so the rule would protect nothing
                    privacy: { /app: hsh }          | /privacy/~1app hsh is none of keep, drop, hash, truncate-address, truncate-to-hour, truncate-to-day, redact; did you mean hash?
                    privacy: { /app: { redact: [mail] } } | /privacy/~1app/redact mail is none of digits, email, token; did you mean email?
                    privacy: { /app: { redact: [] } } | /privacy/~1app/redact is empty; leave it out, or name some of digits, email, token
                    privacy: { /app: { hash: now } } | /privacy/~1app/hash is not a known field
                    privacy: { /app: {} }           | /privacy/~1app lacks rule: what is kept of the field, such as {rule: hash, unless: {/type: [staff]}}, or redact with its patterns, such as {redact: [email]}
                    privacy: { /app: { unless: { /app: [a] } } } | /privacy/~1app lacks rule: what is kept of the field, such as {rule: hash, unless: {/type: [staff]}}, or redact with its patterns, such as {redact: [email]}
                    privacy: { /app: { rule: hsh } } | /privacy/~1app/rule hsh is none of keep, drop, hash, truncate-address, truncate-to-hour, truncate-to-day, redact; did you mean hash?
                    privacy: { /app: { rule: drop, redact: [email] } } | /privacy/~1app/redact is there besides rule; say one of them
                    privacy: { /app: { rule: drop, as: /app_hash } } | /privacy/~1app/as means nothing without rule: hash
                    privacy: { /app: { rule: keep, unless: { /eventTime: [x] } } } | /privacy/~1app/unless means nothing with keep
                    privacy: { /app: { rule: drop, unless: { eventTime: [x] } } } | /privacy/~1app/unless is not one JSON Pointer with texts, such as {/type: [staff]}
                    privacy: { /app: { rule: drop, unless: { /a/*: [x] } } } | /privacy/~1app/unless is not one JSON Pointer with texts, such as {/type: [staff]}
                    privacy: { /app: { rule: drop, unless: { /a: [x], /b: [y] } } } | /privacy/~1app/unless is not one JSON Pointer with texts, such as {/type: [staff]}
                    privacy: { /app: { rule: drop, unless: { /eventTime: [] } } } | /privacy/~1app/unless/~1eventTime names no text that would except an event
                    privacy: { /app: { rule: drop, unless: [/eventTime] } } | /privacy/~1app/unless is not a mapping of names to values
                    privacy: { /app: [hash] }       | /privacy/~1app is not a text
                    privacy: { /eventTime: hash }   | /privacy/~1eventTime would be a text after hash, which the schema does not allow: sinks make a column of a time of it (version 1 of the schema)
                    privacy: { /eventTime: redact } | /privacy/~1eventTime is a time, and no text (version 1 of the schema)
                    privacy: { /eventTime: truncate-address } | /privacy/~1eventTime is a time, and no address (version 1 of the schema)
                    privacy: { $principal/mail: keep } | /privacy/$principal~1mail is neither a JSON Pointer such as /tags/email nor one of $person/consent, $person/exclusion, $person/withdrawal, $principal/email, $principal/name, $request/dnt, $request/gpc; did you mean $principal/email?
                    privacy: { $request/gpc: drop } | /privacy/$request~1gpc drop is not suppress, the one thing that can be done with it
                    privacy: { $person/exclusion: drop } | /privacy/$person~1exclusion drop is not suppress, the one thing that can be done with it
                    privacy: { $person/consent: sales } | /privacy/$person~1consent sales is none of analytics, errors, pose
                    privacy: { $person/consent: pose, $person/withdrawal: pose } | /privacy/$person~1withdrawal says less than $person/consent, which a withdrawal ends; leave it out
                    omit: { lake: [/ap] }           | /omit/lake /ap is not a property that a version of the schema describes, so the rule would protect nothing; did you mean app?
                    omit: { lake: [app] }           | /omit/lake app is neither a JSON Pointer such as /tags/email nor $principal/email nor $principal/name
                    omit: { lake: [] }              | /omit/lake is empty; leave it out, or name the fields that the sink is not to get
                    omit: { "a b": [/app] }         | /omit/a b is not the name of a sink
                    omit: [lake]                    | /omit is not a mapping of names to values
                    privacy: { $principal/email: hsh } | /privacy/$principal~1email hsh is none of drop, hash, keep; did you mean hash?
                    """)
    void tellsWhatIsWrongWithARule(String line, String problem) {
        fixture.stream("s", line);

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:5: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id: /user/id       | { /user/id: hash }          | ~1user~1id changes the event's id, by which repeats are known and which every sink gets; an id can only be kept
                    id: /user/id       | { /user: redact }           | ~1user changes the event's id, by which repeats are known and which every sink gets; an id can only be kept
                    occurred-at: /at   | { /at: drop }               | ~1at changes occurred-at, of which a time must remain: keep, truncate-to-hour or truncate-to-day
                    key: [/user/id]    | { /user: drop }             | ~1user takes away what key names; leave it out there too
                    layout: [/user/id] | { /user/*: drop }           | ~1user~1* takes away what layout names; leave it out there too
                    title: t           | { /user: drop, /user/id: hash } | ~1user~1id lies in /user, which has a rule of its own
                    title: t           | { /*: drop, /user/id: hash }    | ~1user~1id lies in /*, which has a rule of its own
                    title: t           | { /count: hash }            | ~1count would be a text after hash, which the schema does not allow: sinks make a column of a whole number of it (version 1 of the schema)
                    title: t           | { /count: truncate-to-day } | ~1count is a whole number, and no text (version 1 of the schema)
                    title: t           | { /count: { rule: hash, as: /user/h } } | ~1count has as /user/h, which does not stand beside it
                    title: t           | { /count: { rule: hash, as: /at } }     | ~1count has as /at, which version 1 of the schema does not describe as a string with readOnly: true; clients could send it
                    title: t           | { /count: { rule: hash, as: /none } }   | ~1count has as /none, which version 1 of the schema does not describe as a string with readOnly: true; clients could send it
                    adds: { /made: { value: x } } | { /count: { rule: hash, as: /made } } | ~1count has as /made, of which another rule or adds speaks too
                    key: [/count]      | { /count: { rule: hash, as: /made } }   | ~1count takes away what key names; leave it out there too
                    title: t           | { /count: { rule: drop, unless: { /kinds: [a] } } } | ~1count asks /kinds, which is not a property that a version of the schema describes, so the rule would protect nothing; did you mean kind?
                    title: t           | { /count: { rule: drop, unless: { /kind: [saff] } } } | ~1count asks /kind for saff, which it never says; did you mean staff? (version 1 of the schema)
                    title: t           | { /count: { rule: drop, unless: { /kind: [staff] } }, /kind: redact } | ~1count asks /kind, which has a rule of its own
                    occurred-at: /at   | { /at: { rule: drop, unless: { /kind: [staff] } } } | ~1at changes occurred-at, of which a time must remain: keep, truncate-to-hour or truncate-to-day
                    title: t           | { /count: { rule: hash, unless: { /kind: [staff] } } } | ~1count would be a text after hash, which the schema does not allow: sinks make a column of a whole number of it (version 1 of the schema)
                    title: t           | { /list/*/mial: hash }      | ~1list~1*~1mial is not a property that a version of the schema describes, so the rule would protect nothing; did you mean mail?
                    """)
    void tellsWhatKeepsAPrivacyRuleFromProtecting(String line, String rules, String problem) {
        fixture.streamWithSchema("s", PEOPLE)
                .yaml(
                        "s",
                        """
                        name: s
                        listener: public
                        schemas: { 1: v1.schema.json }
                        auth: [hmac]
                        %s
                        privacy: %s
                        """
                                .formatted(line, rules));

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:6: /privacy/" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id: /user/id       | { lake: [/user] }      | lake /user cannot be left out: id names it, which every sink gets
                    occurred-at: /at   | { lake: [/at] }        | lake /at cannot be left out: occurred-at names it, which every sink gets
                    key: [/user/id]    | { lake: [/user/*] }    | lake /user/* cannot be left out: key names it, which every sink gets
                    layout: [/user/id] | { lake: [/user/id] }   | lake /user/id cannot be left out: layout names it, which every sink gets
                    sinks: [s3]        | { lake: [/count] }     | lake is not one of the stream's sinks
                    title: t           | { lake: [/user, /user/id] } | lake /user/id lies in /user
                    """)
    void tellsWhatCannotBeLeftOut(String line, String omit, String problem) {
        fixture.streamWithSchema("s", PEOPLE)
                .yaml(
                        "s",
                        """
                        name: s
                        listener: public
                        schemas: { 1: v1.schema.json }
                        auth: [hmac]
                        %s
                        omit: %s
                        """
                                .formatted(line, omit));

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:6: /omit/" + problem);
    }

    /** The legal grounds of audit are others: nobody can choose not to be audited. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [audit] | $person/exclusion: suppress
                    audit   | $person/exclusion: suppress
                    [audit] | $person/consent: analytics
                    [audit] | $person/withdrawal: errors
                    [audit] | $request/gpc: suppress
                    [audit] | $request/dnt: suppress
                    """)
    void auditObeysNoChoiceOfAPerson(String dialects, String rule) {
        fixture.stream("other");
        fixture.stream("s")
                .yaml(
                        "s",
                        """
                        name: s
                        listener: internal
                        schemas: { 1: v1.schema.json }
                        auth: [hmac]
                        dialects: %s
                        privacy:
                          %s
                        """
                                .formatted(dialects, rule));

        String place = rule.substring(0, rule.indexOf(':')).replace("/", "~1");
        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:7: /privacy/"
                                + place
                                + " is not for a stream of the dialect audit: audit events are kept"
                                + " whatever a person chooses; leave it out");
    }

    @Test
    void auditMayHaveEveryOtherRule() {
        fixture.stream("s")
                .yaml(
                        "s",
                        """
                        name: s
                        listener: internal
                        schemas: { 1: v1.schema.json }
                        auth: [hmac]
                        dialects: [audit]
                        privacy: { $principal/email: drop, /app: hash }
                        """);

        assertThat(fixture.contract("s").privacy().choices().areNone()).isTrue();
        assertThat(fixture.contract("s").privacy().honoured()).isEmpty();
    }

    @Test
    void takesPrivacyRulesThatProtect() {
        fixture.streamWithSchema("s", PEOPLE)
                .yaml(
                        "s",
                        """
                        name: s
                        listener: public
                        schemas: { 1: v1.schema.json }
                        auth: [hmac]
                        id: /user/id
                        occurred-at: /at
                        key: [/user/name]
                        privacy:
                          /user/*: hash
                          /user/id: keep
                          /at: truncate-to-hour
                          /list/*/mail: { redact: [email] }
                          /list/0/free: redact
                          /other/anything: drop
                          /count: { rule: hash, as: /made, unless: { /kind: [staff] } }
                        """);

        assertThat(fixture.contract("s").privacy().fields())
                .hasSize(7)
                .containsEntry(
                        "/count",
                        new FieldRule.Unless(
                                new FieldRule.HashAs("/made"), "/kind", Set.of("staff")));
    }
}
