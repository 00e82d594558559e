package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Columns that come from a stream's contract. */
@ExtendWith(SharedServer.class)
final class ContractColumnsIT {

    private static final String SCHEMA =
            """
            {"type": "object", "properties": {
              "title": {"type": "string"}, "count": {"type": "integer"},
              "size": {"type": "number"}, "paid": {"type": "boolean"},
              "at": {"type": "string", "format": "date-time"},
              "day": {"type": "string", "format": "date"}, "tags": {"type": "array"},
              "cart": {"type": "object", "properties": {"total": {"type": "integer"}}}}}
            """;

    private static TestServer server;

    private final SteppingClock clock = new SteppingClock();
    private TestRoles roles;
    private String table;
    private Sink sink;

    @BeforeAll
    static void startServer(TestServer shared) {
        server = shared;
    }

    @BeforeEach
    void makeRoles(TestInfo test) throws Exception {
        roles = TestRoles.make(server, TestRoles.schemaOf(test.getDisplayName() + "columns"));
        table = roles.schema() + ".orders";
        sink = roles.sink();
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @Test
    void makesAGeneratedColumnForEachMemberThatTheSchemaNames() throws Exception {
        sink.open(context(SCHEMA));

        write(
                """
                {"title": "Löwe", "count": 9007199254740993, "size": 0.1, "paid": true,
                 "at": "2026-11-22T10:15:30.5+01:00", "day": "2026-11-22", "tags": [1, "x"],
                 "cart": {"total": 3}}
                """,
                "{}",
                """
                {"title": null, "count": null, "size": null, "paid": null, "at": null,
                 "day": null, "tags": null, "cart": null}
                """);

        assertThat(
                        server.texts(
                                "SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' '"
                                        + " || attgenerated::text FROM pg_attribute WHERE attrelid = '"
                                        + table
                                        + "'::regclass AND attnum > 12"))
                .containsExactly(
                        "title text s",
                        "count bigint s",
                        "size double precision s",
                        "paid boolean s",
                        "at timestamp with time zone s",
                        "day date s",
                        "tags jsonb s",
                        "cart_total bigint s");
        assertThat(
                        server.texts(
                                "SELECT concat_ws('|', title, count, size, paid, at AT TIME ZONE"
                                        + " 'UTC', day, tags, cart_total) FROM "
                                        + table
                                        + " ORDER BY id"))
                .containsExactly(
                        "Löwe|9007199254740993|0.1|t|2026-11-22 09:15:30.5|2026-11-22|[1, \"x\"]|3",
                        "",
                        "");
    }

    @Test
    void storesARowWhoseMembersDoNotFitAndLeavesTheirColumnsNull() throws Exception {
        sink.open(context(SCHEMA));
        List<String> events =
                List.of(
                        "{\"count\": 9223372036854775808}",
                        "{\"count\": -9223372036854775809}",
                        "{\"count\": 1.5}",
                        "{\"count\": 1e131071}",
                        "{\"count\": \"7\"}",
                        "{\"count\": [1]}",
                        "{\"size\": 1e309}",
                        "{\"size\": -1e131071}",
                        "{\"size\": \"NaN\"}",
                        "{\"size\": true}",
                        "{\"paid\": \"true\"}",
                        "{\"paid\": 1}",
                        "{\"at\": \"2026-02-30T00:00:00Z\"}",
                        "{\"at\": \"2026-13-01T00:00:00Z\"}",
                        "{\"at\": \"2026-01-00T00:00:00Z\"}",
                        "{\"at\": \"0000-01-01T00:00:00Z\"}",
                        "{\"at\": \"2026-01-01T24:00:00Z\"}",
                        "{\"at\": \"2026-01-01T23:60:00Z\"}",
                        "{\"at\": \"2026-01-01T23:59:61Z\"}",
                        "{\"at\": \"2026-01-01T23:59:59+24:00\"}",
                        "{\"at\": \"2026-01-01T23:59:59\"}",
                        "{\"at\": \"now\"}",
                        "{\"at\": \"infinity\"}",
                        "{\"at\": \"٢٠٢٦-01-01T00:00:00Z\"}",
                        "{\"at\": 1}",
                        "{\"at\": {\"at\": 1}}",
                        "{\"day\": \"2026-02-29\"}",
                        "{\"day\": \"2026-1-1\"}",
                        "{\"day\": \"2026-01-99\"}",
                        "{\"day\": \"99999-01-01\"}",
                        "{\"day\": \"\"}",
                        "{\"cart\": [1]}",
                        "{\"cart\": \"total\"}",
                        "{\"cart\": {\"total\": {}}}",
                        "[]",
                        "\"x\"",
                        "null");

        write(events.toArray(String[]::new));

        assertThat(server.count(table)).isEqualTo(events.size());
        assertThat(
                        server.texts(
                                "SELECT event FROM "
                                        + table
                                        + " WHERE num_nonnulls(title, count, size, paid, at, day,"
                                        + " tags, cart_total) > 0"))
                .isEmpty();
    }

    @Test
    void readsWhatIsUnusualAndStillFits() throws Exception {
        sink.open(context(SCHEMA));

        write(
                "{\"count\": 1e3, \"size\": 1e-400, \"at\": \"2024-02-29t23:59:60.9999999z\"}",
                "{\"count\": -9223372036854775808, \"size\": 1.7976931348623157e308,"
                        + " \"at\": \"0001-01-01T00:00:00+23:59\", \"day\": \"9999-12-31\"}",
                "{\"title\": {\"an\": \"object\"}, \"count\": 2.0, \"size\": -0,"
                        + " \"at\": \"2026-11-22 00:00:00.000001-00:30\", \"tags\": \"text\"}");

        assertThat(
                        server.texts(
                                "SELECT concat_ws('|', title, count, size, at AT TIME ZONE 'UTC',"
                                        + " day, tags) FROM "
                                        + table
                                        + " ORDER BY id"))
                .containsExactly(
                        "1000|0|2024-03-01 00:00:00.999999",
                        "-9223372036854775808|1.7976931348623157e+308|0001-12-31 00:01:00 BC"
                                + "|9999-12-31",
                        "{\"an\": \"object\"}|2|0|2026-11-22 00:30:00.000001|\"text\"");
    }

    @Test
    void namesColumnsSafelyWhateverTheMembersAreCalled() throws Exception {
        String longName = "n".repeat(80);
        sink.open(
                context(
                        """
                        {"properties": {"id": {"type": "integer"}, "event": {"type": "string"},
                         "xmin": {"type": "string"}, "select": {"type": "string"},
                         "it's \\"q\\" \\\\": {"type": "string"}, "größe": {"type": "integer"},
                         "a": {"type": "object", "properties": {"?": {"type": "string"}}},
                         "%1$s1": {"type": "integer"}, "%1$s2": {"type": "integer"},
                         "nul\\u0000": {"type": "integer"}}}
                        """
                                .formatted(longName)));

        write(
                """
                {"id": 1, "event": "e", "xmin": "x", "select": "s", "it's \\"q\\" \\\\": "quoted",
                 "größe": 2, "a": {"?": "q"}, "%1$s1": 3, "%1$s2": 4}
                """
                        .formatted(longName));

        List<String> names =
                server.texts(
                        "SELECT attname FROM pg_attribute WHERE attrelid = '"
                                + table
                                + "'::regclass AND attnum > 12 ORDER BY attnum");
        assertThat(names).contains("id_2", "event_2", "xmin_2", "select", "a__").hasSize(9);
        assertThat(names)
                .filteredOn(name -> name.startsWith("nnn"))
                .hasSize(2)
                .allMatch(name -> name.length() == 63);
        String columns =
                String.join(", ", names.stream().map(SqlText::name).toArray(String[]::new));
        assertThat(server.texts("SELECT concat_ws('|', " + columns + ") FROM " + table))
                .containsExactly("1|e|x|s|quoted|2|q|3|4");
    }

    @Test
    void addsAColumnToASmallTableAndFillsTheRowsOfBefore() throws Exception {
        SampleContext context = context("{}");
        sink.open(context);
        write("{\"count\": 1}");

        context.change(contract(SCHEMA, Map.of("columns", "schema")));
        sink.write(Events.batch(Events.event("orders", 50, "{\"count\": 2}")));

        assertThat(server.texts("SELECT count FROM " + table + " ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void addsAColumnToALargeTableWithoutRewritingItAndFillsNewRows() throws Exception {
        SampleContext context = context("{\"properties\": {\"pad\": {\"type\": \"string\"}}}");
        sink.open(context);
        write("{\"count\": 1, \"pad\": \"p\"}");
        server.execute(
                """
                INSERT INTO %s (id, received_at, occurred_at, schema_version, principal_kind,
                    principal_name, position, event)
                SELECT 'more-' || n, '2026-11-22', '2026-11-22', 1, 'service', 'x', 'x',
                    jsonb_build_object('text', (SELECT string_agg(md5(random()::text), '')
                        FROM generate_series(1, 40) WHERE n > 0))
                FROM generate_series(1, 9000) n
                """
                        .formatted(table));
        List<String> files = files();

        context.change(contract(SCHEMA, Map.of("columns", "schema")));
        sink.write(Events.batch(Events.event("orders", 50, "{\"count\": 2}")));

        assertThat(files()).isEqualTo(files);
        assertThat(server.texts("SELECT count FROM " + table + " WHERE id LIKE 'id-%' ORDER BY id"))
                .containsExactly("null", "2");
        sink.close();
        sink.open(context);
        sink.write(Events.batch(Events.event("orders", 51, "{\"count\": 3}")));
        assertThat(server.texts("SELECT count FROM " + table + " WHERE id = 'id-51'"))
                .containsExactly("3");
        assertThat(server.texts("SELECT pad FROM " + table + " WHERE id = 'id-0'"))
                .containsExactly("p");
    }

    @Test
    void writesOnWithoutAColumnThatCannotBeAddedWhileSomebodyReads() throws Exception {
        SampleContext context = context("{}");
        sink.open(context);
        try (Connection reader = server.connect()) {
            reader.setAutoCommit(false);
            TestServer.texts(reader, "SELECT count(*) FROM " + table);
            context.change(contract(SCHEMA, Map.of("columns", "schema")));

            write("{\"count\": 1}");

            assertThat(context.counter("columns_postponed")).isEqualTo(1);
        }
        clock.forward(60);
        sink.write(Events.batch(Events.event("orders", 50, "{\"count\": 2}")));

        assertThat(server.texts("SELECT count FROM " + table + " ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void fillsAColumnOfItsOwnTypeWhenTheContractsTypeHasChanged() throws Exception {
        SampleContext context = context(SCHEMA);
        sink.open(context);
        write("{\"count\": 1}");

        context.change(
                contract(
                        "{\"properties\": {\"count\": {\"type\": \"string\"}}}",
                        Map.of("columns", "schema")));
        sink.write(
                Events.batch(
                        Events.event("orders", 50, "{\"count\": \"many\"}"),
                        Events.event("orders", 51, "{\"count\": 5}")));

        assertThat(server.texts("SELECT count FROM " + table + " ORDER BY id"))
                .containsExactly("1", "null", "5");
    }

    @Test
    void makesNoColumnsUnlessItIsTold() throws Exception {
        sink.open(Events.context(clock, contract(SCHEMA, Map.of())));
        write("{}");

        assertThat(columns()).isEqualTo(12);
    }

    @Test
    void theSettingGivesAllStreamsColumnsButThoseWhoseContractSaysNone() throws Exception {
        Map<String, String> config = roles.config();
        config.put("columns", "schema");
        sink = TestServer.sink(config);

        sink.open(Events.context(clock, contract(SCHEMA, Map.of())));
        assertThat(columns()).isEqualTo(20);
        server.execute("DROP TABLE " + table);
        sink.close();
        sink.open(Events.context(clock, contract(SCHEMA, Map.of("columns", "none"))));

        assertThat(columns()).isEqualTo(12);
    }

    @Test
    void worksWhereFunctionsAreNotForEverybody() throws Exception {
        server.execute(
                "ALTER DEFAULT PRIVILEGES FOR ROLE "
                        + roles.owner()
                        + " REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC");
        sink.open(context(SCHEMA));

        write("{\"count\": 1}");

        assertThat(server.texts("SELECT count FROM " + table)).containsExactly("1");
    }

    @Test
    void isMisconfiguredByAHintThatItDoesNotKnow() {
        assertThatExceptionOfType(SinkException.Misconfigured.class)
                .isThrownBy(() ->
                        sink.open(
                                Events.context(clock, contract("{}", Map.of("colums", "schema")))))
                .withMessageContaining("postgresql.colums");
        assertThatExceptionOfType(SinkException.Misconfigured.class)
                .isThrownBy(() ->
                        sink.open(
                                Events.context(
                                        clock,
                                        contract(
                                                "{}",
                                                Map.of("row-level-security", "organization")))))
                .withMessageContaining("it is one of [none, organisation]");
    }

    private SampleContext context(String schema) {
        return Events.context(clock, contract(schema, Map.of("columns", "schema")));
    }

    private static StreamContract contract(String schema, Map<String, Object> hints) {
        return new StreamContract(
                "orders",
                "orders",
                SampleContext.contract("orders", schema).schemas(),
                List.of(),
                List.of(),
                Optional.empty(),
                hints);
    }

    private void write(String... events) throws Exception {
        var result =
                sink.write(
                        Events.batch(0, events.length, n -> Events.event("orders", n, events[n])));
        assertThat(IntStream.range(0, events.length).mapToObj(result::outcome))
                .allMatch(Outcome.Delivered.class::isInstance);
    }

    private int columns() throws SQLException {
        return server.texts(
                        "SELECT attname FROM pg_attribute WHERE attnum > 0 AND attrelid = '"
                                + table
                                + "'::regclass")
                .size();
    }

    /** Another file under a table is a rewritten table. */
    private List<String> files() throws SQLException {
        return server.texts(
                "SELECT relid || ' ' || pg_relation_filenode(relid) FROM pg_partition_tree('"
                        + table
                        + "') WHERE isleaf ORDER BY 1");
    }
}
