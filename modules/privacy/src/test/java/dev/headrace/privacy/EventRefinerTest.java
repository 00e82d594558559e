package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EventRefinerTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(1, new byte[32]);
    private static final Map<String, FieldRule> RULES =
            Map.of(
                    "drop", new FieldRule.Drop(),
                    "hash", new FieldRule.Hash(),
                    "truncate-address", new FieldRule.TruncateAddress(),
                    "truncate-to-hour", new FieldRule.TruncateTime(FieldRule.Unit.HOUR),
                    "truncate-to-day", new FieldRule.TruncateTime(FieldRule.Unit.DAY),
                    "redact", FieldRule.Redact.EVERYTHING);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    truncate-address | "203.0.113.77"                  | "203.0.113.0"
                    truncate-address | "2001:db8:1:2:3:4:5:6"          | "2001:db8:1::"
                    truncate-address | "ada's laptop"                  | "(no address)"
                    truncate-address | 3405803853                      | null
                    truncate-address | ["203.0.113.77"]                | null
                    truncate-to-hour | "2026-11-22T07:51:27.669Z"      | "2026-11-22T07:00:00Z"
                    truncate-to-hour | "2026-11-22T07:51:27+05:45"     | "2026-11-22T07:00:00+05:45"
                    truncate-to-day  | "2026-11-22T23:51:27-08:00"     | "2026-11-22T00:00:00-08:00"
                    truncate-to-hour | "at eight"                      | "(no time)"
                    truncate-to-hour | 1795333887                      | null
                    redact           | "of ada@example.org"            | "of (e-mail)"
                    redact           | {"a":["b@c.d",{"e":"f"}]}       | {"a":["(e-mail)",{"e":"f"}]}
                    redact           | 4915112345678                   | null
                    hash             | {"id":1}                        | null
                    hash             | [1]                             | null
                    """)
    void keepsNoMoreOfAFieldThanItsRuleAllows(String rule, String value, String kept) {
        assertThat(refined(Map.of("/f", RULES.get(rule)), "{\"x\":1.0,\"f\": " + value + " }"))
                .isEqualTo("{\"x\":1.0,\"f\": " + kept + " }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    truncate-address | "203.0.113.0"
                    truncate-address | null
                    truncate-to-day  | "2026-11-22"
                    truncate-to-hour | null
                    redact           | "nothing here"
                    redact           | 12.5
                    redact           | true
                    hash             | null
                    """)
    void leavesWhatNeedsNoChangeAsItCame(String rule, String value) {
        byte[] event = utf8("{\"f\":" + value + "}");

        assertThat(
                        refiner(Map.of("/f", RULES.get(rule)))
                                .refine(event, 0, event.length, Optional.empty()))
                .isEmpty();
    }

    @Test
    void hashesTextsNumbersAndTruthValuesByTheirText() {
        Map<String, FieldRule> rules = Map.of("/a", new FieldRule.Hash());

        assertThat(refined(rules, "{\"a\":\"4711\"}"))
                .isEqualTo(refined(rules, "{\"a\":4711}"))
                .isEqualTo("{\"a\":\"" + PSEUDONYMS.of("4711") + "\"}")
                .isNotEqualTo(refined(rules, "{\"a\":4712}"));
        assertThat(refined(rules, "{\"a\":\"\\u0041da@Example.org\"}"))
                .isEqualTo("{\"a\":\"" + PSEUDONYMS.of("ada@example.org") + "\"}");
    }

    @Test
    void putsTheHashOfANumberIntoAMemberBesideIt() {
        Map<String, FieldRule> rules = Map.of("/user/id", new FieldRule.HashAs("/user/h~1id"));

        assertThat(refined(rules, "{\"n\":1.0,\"user\":{\"id\": 4711,\"x\":null}}"))
                .isEqualTo(
                        "{\"n\":1.0,\"user\":{\"h/id\":\""
                                + PSEUDONYMS.of("4711")
                                + "\",\"x\":null}}");
        assertThat(refined(rules, "{\"user\":{\"id\":null}}"))
                .isEqualTo("{\"user\":{\"id\":null}}");
        assertThat(refined(rules, "{\"user\":{\"id\":[4711],\"x\":1}}"))
                .isEqualTo("{\"user\":{\"x\":1}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"type":"staff","id":1}           | true
                    {"id":1,"type":"staff"}           | true
                    {"id":1,"type":"\\u0073taff"}   | true
                    {"id":1,"type":"system"}          | true
                    {"id":1,"type":"patient"}         | false
                    {"id":1,"type":"Staff"}           | false
                    {"id":1,"type":["staff"]}         | false
                    {"id":1,"type":null}              | false
                    {"id":1,"a":{"type":"staff"}}     | false
                    {"id":1}                          | false
                    """)
    void keepsWhatAnEventsOwnWordExcepts(String event, boolean kept) {
        var rule = new FieldRule.Unless(new FieldRule.Hash(), "/type", Set.of("staff", "system"));

        assertThat(refined(Map.of("/id", rule), event))
                .isEqualTo(kept ? event : event.replace(":1", ":\"" + PSEUDONYMS.of("1") + "\""));
    }

    @Test
    void asksEachEventOfABodyForItsOwnWord() {
        var rule = new FieldRule.Unless(new FieldRule.Drop(), "/t", Set.of("staff"));
        byte[] body = utf8("[{\"t\":\"staff\",\"id\":1},{\"id\":22}]");
        EventRefiner refiner = refiner(Map.of("/id", rule));

        assertThat(refiner.refine(body, 1, 20, Optional.empty())).isEmpty();
        assertThat(refiner.refine(body, 22, 9, Optional.empty()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .contains("{}");
    }

    @Test
    void contractsWithoutRulesForFieldsHaveNoRefiner() {
        assertThat(new Refinery(PSEUDONYMS).refiner(contract(Map.of("/a", new FieldRule.Keep()))))
                .isEmpty();
    }

    @Test
    void keepsTheExceptionFromARuleForAllNeighbours() {
        assertThat(
                        refined(
                                Map.of(
                                        "/t/*", new FieldRule.Drop(),
                                        "/t/plan", new FieldRule.Keep(),
                                        "/t", new FieldRule.Keep()),
                                "{\"t\":{\"name\":\"x\",\"plan\":\"p\"}}"))
                .isEqualTo("{\"t\":{\"plan\":\"p\"}}");
    }

    /** Whatever the event: the outcome is the tree without the field, and the rest to the byte. */
    @Test
    void dropsFromAnyEventWhatATreeWouldDrop() {
        var random = new Random(42);
        EventRefiner refiner =
                refiner(
                        Map.of(
                                "/a", new FieldRule.Drop(),
                                "/b/a", new FieldRule.Drop(),
                                "/c/*/b", new FieldRule.Drop()));
        int changed = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = object(random, 4);
            byte[] event = utf8(text);
            ObjectNode expected = (ObjectNode) MAPPER.readTree(text);
            boolean there = drop(expected);

            Optional<byte[]> refined = refiner.refine(event, 0, event.length, Optional.empty());

            assertThat(refined.isPresent()).as(text).isEqualTo(there);
            if (there) {
                changed++;
                assertThat(MAPPER.readTree(refined.get())).as(text).isEqualTo(expected);
            }
        }
        assertThat(changed).isGreaterThan(1_000);
    }

    private static boolean drop(ObjectNode event) {
        boolean there = event.has("a");
        event.remove("a");
        if (event.get("b") instanceof ObjectNode b && b.has("a")) {
            b.remove("a");
            there = true;
        }
        JsonNode c = event.path("c");
        if (c instanceof ObjectNode || c instanceof ArrayNode) {
            for (JsonNode element : c) {
                if (element instanceof ObjectNode one && one.has("b")) {
                    one.remove("b");
                    there = true;
                }
            }
        }
        return there;
    }

    private static String object(Random random, int depth) {
        var text = new StringBuilder("{");
        String between = "";
        for (String name : List.of("a", "b", "c", "d\\\"e")) {
            if (random.nextInt(3) > 0) {
                text.append(space(random)).append(between).append(space(random));
                text.append('"').append(name).append('"').append(space(random)).append(':');
                text.append(space(random)).append(value(random, depth - 1));
                between = ",";
            }
        }
        return text.append(space(random)).append('}').toString();
    }

    private static String value(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(7)) {
            case 0 -> "-1.50e+3";
            case 1 -> "\"},{\\\\\\\" ]\"";
            case 2 -> "null";
            case 3 -> "true";
            case 4 -> "[" + value(random, depth - 1) + " , " + value(random, depth - 1) + "]";
            default -> object(random, depth);
        };
    }

    private static String space(Random random) {
        return List.of("", " ", "\n\t").get(random.nextInt(3));
    }

    private static String refined(Map<String, FieldRule> rules, String event) {
        byte[] json = utf8(event);
        return refiner(rules)
                .refine(json, 0, json.length, Optional.empty())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(event);
    }

    private static EventRefiner refiner(Map<String, FieldRule> rules) {
        return new Refinery(PSEUDONYMS).refiner(contract(rules)).orElseThrow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Contract contract(Map<String, FieldRule> rules) {
        return contract(rules, Contract.Limits.DEFAULT);
    }

    static Contract contract(Map<String, FieldRule> rules, Contract.Limits limits) {
        return new Contract(
                new StreamName("example"),
                "Example",
                Contract.Listener.PUBLIC,
                true,
                new TreeMap<>(Map.of(1, new Contract.SchemaVersion(1, "00", "{}"))),
                Optional.empty(),
                Contract.MissingId.NEW,
                Optional.empty(),
                Set.of(AuthMethod.HMAC),
                Contract.Bound.NONE,
                List.of(),
                List.of(),
                limits,
                new PrivacyRules(EmailRule.HASH, Optional.empty(), new TreeMap<>(rules)),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                new LinkedHashMap<>());
    }
}
