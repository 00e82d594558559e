package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import dev.headrace.auth.SessionTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every value that must not be kept or told gets a marker: what rules take away, credentials,
 * headers, what was refused or suppressed. Then every byte that the node has written, logged or
 * answered is searched for it, as it is, in base64 and in hexadecimal; compressed files and objects
 * are unpacked for that.
 */
class TaintIT {

    private static final String MARK = Taint.MARK;

    /** Kept, but left out for the warehouse. */
    private static final String OMITTED = "omitted-from-the-warehouse";

    /** Kept everywhere: shows that the search would find something. */
    private static final String KEPT = "plain-and-kept";

    private static final String SERVICES = MARK + "-secret-of-the-services";
    private static final String CORE = MARK + "-secret-of-the-core-api";
    private static final String STREAM = "/v1/streams/taint/events";
    private static final String AUDIT = "/v1/audit/ingest";
    private static final Duration SOON = Duration.ofSeconds(180);

    private static final String CONTRACT =
            """
            name: taint
            listener: public
            schemas: { 1: v1.schema.json }
            id: /id
            occurred-at: /at
            auth: [hmac, session, panda]
            key: [/hashed]
            layout: [/ip]
            privacy:
              $principal/email: hash
              $request/gpc: suppress
              /at: truncate-to-hour
              /dropped: drop
              /hashed: hash
              /number: { rule: hash, as: /number_hash, unless: { /kind: [staff] } }
              /ip: truncate-address
              /note: redact
              /form/*: drop
              /form/kept: keep
            omit: { warehouse: [/inside], objects: [/inside] }
            adds: { /network: $client/network }
            """;

    private static final String SCHEMA =
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "id": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
                "dropped": {"type": "string"}, "hashed": {"type": "string"},
                "number": {"type": "integer"}, "kind": {"enum": ["staff", "patient"]},
                "ip": {"type": "string"}, "note": {"type": "string"},
                "form": {"type": "object", "properties": {"a": {}, "kept": {"type": "string"}}},
                "inside": {"type": "string"},
                "number_hash": {"type": "string", "readOnly": true},
                "network": {"type": "string", "readOnly": true}
              },
              "additionalProperties": false
            }
            """;

    /** Sinks whose files nobody can search as they are. */
    private static final String PACKED =
            """
                packed: { type: file, path: "%1$s/packed", compression: gzip, linger: 50ms }
                tables: { type: parquet, path: "%1$s/tables", linger: 50ms }
                objects:
                  type: s3
                  bucket: lake
                  prefix: zstd/
                  compression: zstd
                  linger: 50ms
                  region: eu-west-1
                  endpoint: http://127.0.0.1:%2$d
                  path-style: true
                  access-key-id: AKIDEXAMPLE
                  secret-access-key: "${TAINT_SECRET}"
            """;

    @TempDir Path folder;

    private final PandaCookies cookies = new PandaCookies();
    private final StringBuilder answers = new StringBuilder();
    private TinyBucket bucket;
    private Path data;
    private HeadraceProcess headrace;

    @BeforeEach
    void start() throws IOException {
        data = folder.resolve("data");
        ServiceKeys.write(data, ServiceKeys.shared(SERVICES), ServiceKeys.core(CORE, "7"));
        Path stream = Files.createDirectories(folder.resolve("streams/taint"));
        Files.writeString(stream.resolve("stream.yaml"), CONTRACT);
        Files.writeString(stream.resolve("v1.schema.json"), SCHEMA);
        Path panda = cookies.writeSettings(folder.resolve("panda.settings.public"));
        String configuration =
                Configurations.LAKE_AND_EMBEDDED.replace(
                        "headrace:\n",
                        """
                        headrace:
                          log-level: debug
                          log: { segment-size: 16MiB }
                          privacy: { trusted-proxies: 127.0.0.1 }
                          streams: { folders: ["${headrace.home}/streams", "%s"] }
                        """
                                .formatted(folder.resolve("streams")));
        bucket = new TinyBucket();
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.withPanda(configuration, panda.toString())
                                + PACKED.formatted(data, bucket.port()),
                        Map.of("TAINT_SECRET", MARK + "-secret-of-a-bucket"));
    }

    @AfterEach
    void stop() {
        headrace.close();
        bucket.close();
    }

    @Test
    void noMarkerIsWhereItMustNotBe() throws Exception {
        int taken = postAll();
        postInVain();
        await().atMost(SOON)
                .until(() -> HeadraceProcess.lake(data.resolve("lake")).size() == taken);
        await().atMost(SOON).until(() -> rows("taint").size() + rows("audit").size() == taken);
        await().atMost(SOON).until(() -> Unpacked.lines(data.resolve("packed")).size() == taken);
        await().atMost(SOON).until(() -> Unpacked.rows(data.resolve("tables")).size() == taken);
        await().atMost(SOON).until(() -> bucket.lines().size() == taken);
        assertThat(rows("taint")).anyMatch(row -> row.contains(KEPT));
        readAll();

        headrace.terminate();

        assertThat(Taint.leaks(answers.toString())).as("answers").isEmpty();
        assertThat(answers).doesNotContain(OMITTED);
        assertThat(headrace.log()).doesNotContain(KEPT).doesNotContain(OMITTED);
        assertThat(Taint.leaksIn(data, data.resolve("keys"))).isEmpty();
        assertNothingIsInPackedFiles();
        assertThat(Taint.everythingIn(data.resolve("lake")))
                .contains(KEPT, OMITTED, "203.0.113.0/24");
        assertThat(Taint.everythingIn(data.resolve("postgresql")))
                .contains(KEPT)
                .doesNotContain(OMITTED);
    }

    /** Compressed files hold what the others hold, and so nothing more. */
    private void assertNothingIsInPackedFiles() throws Exception {
        String packed = String.join("\n", Unpacked.lines(data.resolve("packed")));
        String tables = String.join("\n", Unpacked.rows(data.resolve("tables")));
        String objects = String.join("\n", bucket.lines()) + bucket.keys();

        assertThat(Taint.leaks(packed)).as("gzip").isEmpty();
        assertThat(Taint.leaks(tables)).as("Parquet").isEmpty();
        assertThat(Taint.leaks(objects)).as("S3, zstd").isEmpty();
        assertThat(packed).contains(KEPT, OMITTED, "203.0.113.0/24");
        assertThat(tables).contains(KEPT, OMITTED, "203.0.113.0/24");
        assertThat(objects).contains(KEPT, "203.0.113.0/24").doesNotContain(OMITTED);
    }

    /** Posts what is accepted, by every kind of caller; how many events that is. */
    private int postAll() throws Exception {
        HttpRequest.Builder service =
                hmac(headrace.url(STREAM), SERVICES)
                        .uri(URI.create(headrace.url(STREAM) + "?" + MARK + "=query"));
        accepted(service, event("service"));
        HttpRequest.Builder person =
                request(headrace.url(STREAM))
                        .header(
                                "Cookie",
                                cookies.header(
                                        MARK + ".person@guardian.example",
                                        Instant.now().plusSeconds(3600)));
        accepted(person, event("person"));
        String token =
                SessionTokens.make(
                        data.resolve("keys/session.json"),
                        new SessionTokens.Wanted(
                                MARK + "-actor",
                                "7",
                                UUID.randomUUID().toString(),
                                Duration.ofHours(1)),
                        Clock.systemUTC());
        accepted(
                request(headrace.url(STREAM)).header("Authorization", "Bearer " + token),
                event("session"));
        accepted(
                hmac(headrace.internal(AUDIT), CORE),
                """
                {"events":[{"action":"UPDATE","entity_type":"form","user_id":987654321012,
                 "organization_id":7,"ip_address":"192.0.2.1","user_agent":"%s",
                 "request_path":"/v1/forms/1","status_code":200,
                 "timestamp":"2026-11-22T09:00:00Z"}]}
                """
                        .formatted(KEPT));
        return 4;
    }

    private static String event(String id) {
        return """
        {"id":"%1$s","at":"2026-11-22T07:51:27.123Z","dropped":"%2$s-dropped","hashed":"%2$s-hashed",
         "number":987654321012,"ip":"198.51.100.177",
         "note":"of %2$s@example.org, call 01701234567, %3$s",
         "form":{"a":["%2$s-form"],"kept":"%3$s"},"inside":"%4$s"}
        """
                .formatted(id, MARK, KEPT, OMITTED);
    }

    /** Posts what is refused, suppressed, or a repeat. */
    private void postInVain() throws Exception {
        HttpRequest.Builder repeat = hmac(headrace.url(STREAM), SERVICES);
        HttpResponse<String> duplicate = send(repeat, event("service"));
        assertThat(duplicate.body()).contains("\"duplicates\":1");
        String conflict = event("service").replace(KEPT, MARK + "-conflict");
        assertThat(send(hmac(headrace.url(STREAM), SERVICES), conflict).statusCode())
                .isEqualTo(422);
        String broken = event("refused").replace("987654321012", "\"" + MARK + "-refused\"");
        assertThat(send(hmac(headrace.url(STREAM), SERVICES), broken).statusCode()).isEqualTo(422);
        String notJson = "{\"hashed\":\"" + MARK + "-not-json";
        assertThat(send(hmac(headrace.url(STREAM), SERVICES), notJson).statusCode()).isEqualTo(400);
        String suppressed = event("suppressed").replace(KEPT, MARK + "-suppressed");
        HttpRequest.Builder gpc = hmac(headrace.url(STREAM), SERVICES).header("Sec-GPC", "1");
        assertThat(send(gpc, suppressed).body()).contains("\"reason\":\"gpc\"");
        String audit = "{\"events\":[{\"action\":\"" + MARK + "\",\"user_id\":\"" + MARK + "\"}]}";
        assertThat(send(hmac(headrace.internal(AUDIT), CORE), audit).statusCode()).isEqualTo(422);
        for (Map.Entry<String, String> credential :
                Map.of(
                                "Authorization", "Bearer v1." + MARK + "-token." + MARK,
                                "Cookie", "gutoolsAuth-assym=" + MARK + "-cookie." + MARK,
                                "X-Forwarded-For", "192.0.2.177, " + MARK)
                        .entrySet()) {
            HttpRequest.Builder stranger =
                    HttpRequest.newBuilder(headrace.url(STREAM))
                            .header("Content-Type", "application/json")
                            .header(credential.getKey(), credential.getValue());
            assertThat(send(stranger, event("stranger")).statusCode()).isEqualTo(401);
        }
    }

    /** Asks for all that a node shows to its operators. */
    private void readAll() throws Exception {
        String operator =
                JsonMapper.shared()
                        .readTree(Files.readAllBytes(data.resolve("keys/admin.json")))
                        .at("/tokens/0/token")
                        .asString();
        for (String path :
                List.of(
                        "/admin/accounts",
                        "/admin/dead-letters?payload=true",
                        "/admin/rejects",
                        "/admin/rejects/causes",
                        "/admin/sinks",
                        "/admin/keys",
                        "/admin/journal",
                        "/admin/streams",
                        "/admin/log",
                        "/admin/retention",
                        "/metrics",
                        "/health",
                        "/v1/streams/taint")) {
            HttpRequest.Builder get =
                    HttpRequest.newBuilder(headrace.internal(path))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + operator);
            HttpResponse<String> answer = HeadraceProcess.send(get.build());
            assertThat(answer.statusCode()).as(path).isIn(200, 404, 503);
            answers.append(answer.body()).append('\n');
        }
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("User-Agent", MARK + "-agent/1.0")
                .header("Referer", "https://" + MARK + ".example/page")
                .header("X-Forwarded-For", "203.0.113.177")
                .header("X-Request-Id", MARK + "-request");
    }

    private static HttpRequest.Builder hmac(URI url, String secret) {
        HttpRequest.Builder request = request(url).header("X-Gu-Tools-Service-Name", "tool");
        new HmacSigner(secret).headers(Instant.now(), url.getPath()).forEach(request::header);
        return request;
    }

    private void accepted(HttpRequest.Builder request, String body) throws Exception {
        HttpResponse<String> answer = send(request, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":1");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String body) throws Exception {
        HttpResponse<String> answer =
                HeadraceProcess.send(request.POST(BodyPublishers.ofString(body)).build());
        answers.append(answer.headers().map()).append(answer.body()).append('\n');
        return answer;
    }

    private List<String> rows(String table) throws Exception {
        var rows = new ArrayList<String>();
        try (Connection connection = Warehouse.ofEmbedded(data).connect();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "select to_regclass('headrace.%s') is not null".formatted(table))) {
            found.next();
            if (!found.getBoolean(1)) {
                return rows;
            }
            try (Statement all = connection.createStatement();
                    ResultSet row =
                            all.executeQuery(
                                    "select t::text from headrace.%s t".formatted(table))) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }
}
