package dev.headrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.client.AuditEvent.ActorType;
import dev.headrace.client.AuditEvent.Context;
import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import dev.headrace.validation.LoadedStreams;
import dev.headrace.validation.Verdict;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the shared event and the schema of the stream that takes it together. */
class AuditEventTest {

    /** Surefire runs in the module's folder. */
    private static final List<Path> STREAMS = List.of(Path.of("../streams").toAbsolutePath());

    private static final Instant AT = Instant.parse("2026-11-22T07:51:27.669Z");

    @TempDir private Path data;
    private LoadedStreams streams;
    private Contract contract;

    @BeforeEach
    void load() {
        streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));
        contract = streams.find(new StreamName("audit")).orElseThrow();
    }

    private static AuditEventBuilder update() {
        return AuditEvent.of("UPDATE", "appointment", AT);
    }

    private Verdict judge(String json) {
        return streams.validator()
                .validate(contract, OptionalInt.empty(), JsonMapper.shared().readTree(json));
    }

    @Test
    void hasExactlyTheFieldsOfTheSchema() {
        Set<String> fields =
                Arrays.stream(AuditEvent.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .flatMap(name ->
                                name.equals("context")
                                        ? List.of(
                                                "action_context",
                                                "break_glass_id",
                                                "impersonation_id")
                                                .stream()
                                        : java.util.stream.Stream.of(snake(name)))
                        .collect(Collectors.toSet());

        assertThat(fields).isEqualTo(sentProperties());
    }

    @Test
    void mustHaveWhatTheSchemaRequiresAndMayHaveTheRest() {
        Set<String> required = new HashSet<>();
        schema().path("required").forEach(name -> required.add(name.asString()));

        Set<String> always =
                Arrays.stream(AuditEvent.class.getRecordComponents())
                        .filter(field -> field.getType() != Optional.class)
                        .filter(field -> field.getType() != OptionalLong.class)
                        .filter(field -> field.getType() != Context.class)
                        .map(field -> snake(field.getName()))
                        .collect(Collectors.toSet());

        assertThat(always).isEqualTo(required);
    }

    /** All but those that the server adds. */
    private Set<String> sentProperties() {
        JsonNode properties = schema().path("properties");
        return properties.propertyNames().stream()
                .filter(name -> !properties.path(name).path("readOnly").asBoolean(false))
                .collect(Collectors.toSet());
    }

    private JsonNode schema() {
        return JsonMapper.shared().readTree(contract.newestSchema().json());
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void writesEveryFieldAsTheSeedsStructDoes() {
        String json =
                update().id(UUID.fromString("0b7f2f9e-93a5-4c61-9d5a-5d9a1f6f3c01"))
                        .by(42, ActorType.STAFF)
                        .within(7)
                        .entity(1001)
                        .from("192.0.2.7", "Mozilla/5.0")
                        .request("/v1/appointments/1001", 204)
                        .changes("{\"status\":[\"booked\",\"arrived\"]}")
                        .under(new Context.BreakGlass(31))
                        .make()
                        .toJson();

        assertThat(json)
                .isEqualTo(
                        "{\"event_id\":\"0b7f2f9e-93a5-4c61-9d5a-5d9a1f6f3c01\",\"action\":\"UPDATE\","
                                + "\"entity_type\":\"appointment\",\"entity_id\":1001,\"user_id\":42,"
                                + "\"organization_id\":7,\"ip_address\":\"192.0.2.7\","
                                + "\"user_agent\":\"Mozilla/5.0\","
                                + "\"request_path\":\"/v1/appointments/1001\",\"status_code\":204,"
                                + "\"timestamp\":\"2026-11-22T07:51:27.669Z\","
                                + "\"changes\":{\"status\":[\"booked\",\"arrived\"]},"
                                + "\"action_context\":\"break_glass\",\"break_glass_id\":31,"
                                + "\"actor_type\":\"staff\"}");
        assertThat(judge(json)).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void everyEventThatCanBeMadeIsTaken() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            AuditEvent event = anyEvent(random);
            String json = event.toJson();

            assertThat(judge(json)).as(json).isInstanceOf(Verdict.Valid.class);
            JsonNode read = JsonMapper.shared().readTree(json);
            assertThat(read.path("user_agent").asString()).isEqualTo(event.userAgent());
            assertThat(read.path("request_path").asString()).isEqualTo(event.requestPath());
            assertThat(read.path("user_id").asLong()).isEqualTo(event.userId());
            assertThat(Instant.parse(read.path("timestamp").asString()))
                    .isEqualTo(event.timestamp());
        }
    }

    private static AuditEvent anyEvent(SplittableRandom random) {
        AuditEventBuilder event =
                AuditEvent.of(
                                anyWord(random, 'A'),
                                anyWord(random, 'a'),
                                Instant.ofEpochSecond(
                                        random.nextLong(-62_135_596_800L, 253_402_300_800L),
                                        random.nextLong(1_000_000_000)))
                        .within(random.nextLong(Long.MAX_VALUE))
                        .from(anyText(random, 45), anyText(random, 1_024))
                        .request(anyText(random, 2_048), random.nextInt(100, 600));
        switch (random.nextInt(3)) {
            case 0 -> event.by(random.nextLong(Long.MAX_VALUE), ActorType.PATIENT);
            case 1 -> event.by(Long.MAX_VALUE, ActorType.SYSTEM).id(new UUID(i(random), i(random)));
            default -> event.entity(random.nextLong(Long.MAX_VALUE)).changes("[null,\"x\"]");
        }
        switch (random.nextInt(4)) {
            case 0 -> event.under(new Context.Normal());
            case 1 -> event.under(new Context.BreakGlass(random.nextLong(1, Long.MAX_VALUE)));
            case 2 -> event.under(new Context.Impersonation(Long.MAX_VALUE));
            default -> event.under(new Context.Unsaid());
        }
        return event.make();
    }

    private static long i(SplittableRandom random) {
        return random.nextLong();
    }

    private static String anyWord(SplittableRandom random, char first) {
        return Character.toString(first + random.nextInt(26)) + "_9".repeat(random.nextInt(32));
    }

    /** Control characters, quotes, and signs beyond the first plane too. */
    private static String anyText(SplittableRandom random, int most) {
        int length = random.nextInt(4) == 0 ? most : random.nextInt(most);
        return random.ints(length, 0, 0x11_0000)
                .map(one -> one % 3 == 0 ? one % 128 : one)
                .map(one -> one >= 0xD800 && one <= 0xDFFF ? 'x' : one)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void cannotBeMadeWhereTheStreamWouldRefuseIt() {
        refuses("action", event -> AuditEvent.of("create", "patient", AT));
        refuses("action", event -> AuditEvent.of("A".repeat(65), "patient", AT));
        refuses("entityType", event -> AuditEvent.of("CREATE", "Patient", AT));
        refuses("entityId", event -> event.entity(-1));
        refuses("userId", event -> event.by(-1));
        refuses("organizationId", event -> event.within(-1));
        refuses("ipAddress", event -> event.from("1".repeat(46), ""));
        refuses("userAgent", event -> event.from("", "a".repeat(1_025)));
        refuses("userAgent", event -> event.from("", "\uD83D"));
        refuses("requestPath", event -> event.request("/".repeat(2_049), 200));
        refuses("statusCode", event -> event.request("/", 600));
        refuses("timestamp", event -> AuditEvent.of("CREATE", "patient", Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> new Context.BreakGlass(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Context.Impersonation(-1));
    }

    private static void refuses(String field, UnaryOperator<AuditEventBuilder> wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.apply(update()).make())
                .withMessageContaining(field);
    }

    @Test
    void showsNobodyWhoDidIt() {
        assertThat(update().by(42).from("192.0.2.7", "agent").make().toString())
                .isEqualTo("AuditEvent[UPDATE appointment]");
    }
}
