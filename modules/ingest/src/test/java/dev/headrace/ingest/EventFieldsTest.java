package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventFieldsTest {

    private final EventFields fields = new EventFields(contract());

    @Test
    void readsTheClientsIdWhereItIsOne() {
        assertThat(fields.id(json("{\"id\":\"abc-1\"}"))).contains("abc-1");
        assertThat(fields.id(json("{\"id\":17}"))).isEmpty();
        assertThat(fields.id(json("{\"id\":\"\"}"))).isEmpty();
        assertThat(fields.id(json("{\"id\":\"zoë\"}"))).isEmpty();
        assertThat(fields.id(json("{\"id\":\"" + "x".repeat(129) + "\"}"))).isEmpty();
        assertThat(fields.id(json("{}"))).isEmpty();
    }

    @Test
    void readsKeyAndLayoutAsTexts() {
        JsonNode event = json("{\"app\":\"a\",\"n\":1.5,\"deep\":{\"b\":true},\"gone\":null}");

        assertThat(fields.key(event)).isEqualTo("a");
        assertThat(fields.layout(event)).containsExactly("a", "1.5", "true", "");
    }

    @Test
    void shortensALongValueAndStillTellsItFromOthers() {
        String start = "y".repeat(400);

        String one = fields.key(json("{\"app\":\"" + start + "1\"}"));
        String other = fields.key(json("{\"app\":\"" + start + "2\"}"));

        assertThat(one).hasSizeLessThanOrEqualTo(256).isNotEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-09-03T07:51:27Z, 2020-09-03T07:51:27Z",
        "2020-09-03T07:51:27.669Z, 2020-09-03T07:51:27.669Z",
        "2020-09-03T07:51:27.123456789Z, 2020-09-03T07:51:27.123456789Z",
        "2020-09-03T07:51:27+01:00, 2020-09-03T06:51:27Z",
        "2020-09-03T07:51:27.5-05:30, 2020-09-03T13:21:27.500Z"
    })
    void readsTimes(String text, Instant instant) {
        assertThat(Timestamps.parse(text)).contains(instant);
    }

    /** The JDK reads them, but no sink's column or file holds the year 999,999,999. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00+18:00",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z"
            })
    void readsYearsOfFourDigitsOnly(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-31T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T25:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00,5Z"
            })
    void readsNoTimesThatDoNotExist(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @Test
    void makesIdsOfVersionSevenInOrder() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(0x0198_0000_1234L), ZoneOffset.UTC);
        EventIds.Series series = new EventIds(clock, RandomGenerator.getDefault()).series();

        UUID first = UUID.fromString(series.next());
        String second = series.next();

        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(first.getMostSignificantBits() >>> 16).isEqualTo(0x0198_0000_1234L);
        assertThat(second).isGreaterThan(first.toString());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    static Contract contract() {
        return new Contract(
                new StreamName("example"),
                "Example",
                Contract.Listener.PUBLIC,
                true,
                new TreeMap<>(Map.of(1, new Contract.SchemaVersion(1, "00", "{}"))),
                Optional.of("/id"),
                Contract.MissingId.NEW,
                Optional.of("/time"),
                Set.of(AuthMethod.HMAC),
                Contract.Bound.NONE,
                List.of("/app"),
                List.of("/app", "/n", "/deep/b", "/gone"),
                Contract.Limits.DEFAULT,
                PrivacyRules.DEFAULT,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                new LinkedHashMap<>());
    }
}
