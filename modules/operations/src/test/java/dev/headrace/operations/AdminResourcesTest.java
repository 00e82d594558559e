package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.SinkState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every admin resource over HTTP. */
class AdminResourcesTest extends AdminOverHttp {

    @Test
    void showsTheAccountsAndTheirAge() throws Exception {
        JsonNode accounts = ok(get("/admin/accounts"));

        assertThat(accounts.path("at").asString()).isEqualTo("2026-11-22T09:59:30Z");
        assertThat(accounts.path("ageSeconds").asLong()).isGreaterThanOrEqualTo(30);
        assertThat(accounts.path("unaccounted").asLong()).isEqualTo(1);
        JsonNode account = accounts.path("accounts").get(0);
        assertThat(account.path("sink").asString()).isEqualTo("lake");
        assertThat(account.path("routed").asLong()).isEqualTo(10);
        assertThat(account.path("redelivered").asLong()).isEqualTo(5);
    }

    @Test
    void pausesAndResumesASinkAndTheJournalTellsWho() throws Exception {
        JsonNode paused = ok(post("/admin/sinks/lake/pause", ""));
        assertThat(paused.path("state").asString()).isEqualTo("paused");
        assertThat(server.sinks.state("lake")).isEqualTo(SinkState.PAUSED);

        assertThat(ok(post("/admin/sinks/lake/resume", "")).path("state").asString())
                .isEqualTo("running");

        JsonNode changes = ok(get("/admin/journal?limit=2")).path("changes");
        assertThat(changes.get(0).path("action").asString()).isEqualTo("resume-sink");
        JsonNode first = changes.get(1);
        assertThat(first.path("action").asString()).isEqualTo("pause-sink");
        assertThat(first.path("target").asString()).isEqualTo("lake");
        assertThat(first.path("who").asString()).isEqualTo("operator");
        assertThat(first.path("from").asString()).isEqualTo("127.0.0.1");
        assertThat(first.path("result").asString()).isEqualTo("done");
    }

    @Test
    void asksASinkWhetherItCanUseItsTargetAndNotesNothing() throws Exception {
        String before = get("/admin/journal?limit=1").body();

        JsonNode found = ok(post("/admin/sinks/lake/check", ""));

        assertThat(found.path("name").asString()).isEqualTo("lake");
        assertThat(found.path("usable").asBoolean(true)).isFalse();
        assertThat(found.path("findings").toString())
                .isEqualTo(
                        "[{\"level\":\"ok\",\"subject\":\"folder /lake\",\"message\":\"is there\"},"
                                + "{\"level\":\"failed\",\"subject\":\"space below /lake\",\"message\":\"3 MiB free\"}]");
        assertThat(get("/admin/journal?limit=1").body()).isEqualTo(before);
        assertProblem(post("/admin/sinks/nowhere/check", ""), 404, "not-found");
        assertProblem(get("/admin/sinks/lake/check"), 405, "method-not-allowed");
    }

    @Test
    void changesNothingWhenTheJournalCannotBeWritten() throws Exception {
        server.journal.failAfter(0);
        try {
            assertProblem(post("/admin/sinks/warehouse/pause", ""), 503, "disk-failed");
            assertProblem(get("/admin/nothing"), 404, "not-found");
        } finally {
            server.journal.failAfter(Integer.MAX_VALUE);
        }
        assertThat(server.sinks.state("warehouse")).isEqualTo(SinkState.RUNNING);
    }

    @Test
    void showsASinkWithItsLagAndTheHoursLeft() throws Exception {
        JsonNode sinks = ok(get("/admin/sinks")).path("sinks");
        assertThat(sinks).hasSize(2);

        JsonNode sink = ok(get("/admin/sinks/warehouse"));
        assertThat(sink.path("required").asBoolean()).isTrue();
        assertThat(sink.path("state").asString()).isEqualTo("running");
        assertThat(sink.path("lagRecords").asLong()).isEqualTo(17);
        assertThat(sink.path("lagSeconds").asLong()).isEqualTo(90);
        assertThat(sink.path("lastError").asString()).isEqualTo("connection-refused");
        assertThat(sink.path("hoursLeft").asDouble()).isEqualTo(8760);
        assertThat(sink.at("/streams/open/delivered").asLong()).isEqualTo(7);
        assertThat(sink.at("/counters/files").asLong()).isEqualTo(2);
    }

    @Test
    void countsAllDeadLettersAndShowsThoseOfReadableStreamsPageByPage() throws Exception {
        var ids = new ArrayList<String>();
        String path = "/admin/dead-letters?limit=2";
        JsonNode page = ok(get(path));
        assertThat(page.path("hidden").asLong()).isEqualTo(2);
        assertThat(page.path("counts").toString())
                .contains(
                        "{\"sink\":\"lake\",\"stream\":\"open\",\"code\":\"too-large\",\"count\":5}",
                        "{\"sink\":\"lake\",\"stream\":\"secret\",\"code\":\"too-large\",\"count\":1}");
        while (true) {
            page.path("letters").forEach(letter -> ids.add(letter.path("id").asString()));
            assertThat(page.toString()).doesNotContain(CANARY, "payload");
            if (!page.has("next")) {
                break;
            }
            page = ok(get(path + "&cursor=" + page.path("next").asString()));
        }

        assertThat(ids).containsExactly("open-0", "open-1", "open-2", "open-3", "open-4", "open-w");
    }

    @Test
    void filtersDeadLetters() throws Exception {
        assertThat(ids("sink=warehouse")).containsExactly("open-w");
        assertThat(ids("stream=secret")).isEmpty();
        assertThat(ids("code=other")).isEmpty();
        assertThat(ids("from=2026-11-22T08:03:00Z&until=2026-11-22T08:04:00Z"))
                .containsExactly("open-3");
        assertThat(ids("sink=nothing")).isEmpty();
    }

    private static List<String> ids(String query) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        ok(get("/admin/dead-letters?" + query))
                .path("letters")
                .forEach(letter -> ids.add(letter.path("id").asString()));
        return ids;
    }

    @Test
    void payloadsAreForOperatorsWhoAskAndTheJournalRemembers() throws Exception {
        assertProblem(get("/admin/dead-letters?payload=true"), 403, "forbidden");

        JsonNode page =
                ok(send(as("operator", "/admin/dead-letters?payload=true&stream=open&limit=1")));

        assertThat(page.path("letters").get(0).path("payload").toString())
                .isEqualTo("{\"id\":\"open-0\",\"value\":1.0}");
        JsonNode change = ok(get("/admin/journal?limit=1")).path("changes").get(0);
        assertThat(change.path("action").asString()).isEqualTo("read-payloads");
        assertThat(change.at("/parameters/stream").asString()).isEqualTo("open");
        assertThat(send(as("operator", "/admin/dead-letters?payload=true&stream=secret")).body())
                .doesNotContain(CANARY);
    }

    @Test
    void showsRejectsOfReadableStreamsAndCausesOfAll() throws Exception {
        JsonNode rejects = ok(get("/admin/rejects?code=schema"));
        assertThat(rejects.path("rejects")).hasSize(1);
        assertThat(rejects.path("rejects").get(0).path("id").asString()).isEqualTo("open-r");
        assertThat(rejects.path("leftOut").asLong()).isEqualTo(2);
        assertThat(ok(get("/admin/rejects?stream=secret")).path("rejects")).isEmpty();
        assertThat(ok(get("/admin/rejects?fingerprint=none")).path("rejects")).isEmpty();

        JsonNode causes = ok(get("/admin/rejects/causes")).path("causes");
        assertThat(causes).hasSize(2);
        assertThat(causes.get(0).at("/example/pointer").asString()).isEqualTo("/open-r");
        assertThat(causes.get(1).path("count").asLong()).isEqualTo(3);
        assertThat(causes.get(1).has("example")).isFalse();
    }

    @Test
    void estimatesBeginsShowsAndCancelsAReplay() throws Exception {
        String body =
                """
                {"sink":"lake","source":{"deadLetters":{"stream":"open","from":"2026-11-22T08:00:00Z"}},
                 "rate":7%s}
                """;
        int before = ok(get("/admin/replays")).path("replays").size();
        JsonNode estimate = ok(post("/admin/replays", body.formatted(",\"dryRun\":true")));
        assertThat(estimate.path("records").asLong()).isEqualTo(12);
        assertThat(estimate.at("/byStream/open").asLong()).isEqualTo(12);
        assertThat(ok(get("/admin/replays")).path("replays")).hasSize(before);

        HttpResponse<String> begun = post("/admin/replays", body.formatted(""));
        assertThat(begun.statusCode()).isEqualTo(202);
        String where = URI.create(begun.headers().firstValue("Location").orElseThrow()).getPath();
        assertThat(where).isEqualTo("/admin/replays/r" + (before + 1));
        JsonNode replay = ok(get(where));
        assertThat(replay.path("state").asString()).isEqualTo("running");
        assertThat(replay.at("/request/refusedBy").asString()).isEqualTo("lake");
        assertThat(replay.at("/request/rate").asString()).isEqualTo("7");
        assertThat(replay.at("/request/allowDuplicates").asString()).isEqualTo("false");

        assertThat(ok(post(where + "/cancel", "")).path("state").asString()).isEqualTo("cancelled");
        assertProblem(post(where + "/cancel", ""), 409, "conflict");
        JsonNode changes = ok(get("/admin/journal?limit=2")).path("changes");
        assertThat(changes.get(0).path("action").asString()).isEqualTo("cancel-replay");
        assertThat(changes.get(1).path("action").asString()).isEqualTo("start-replay");
        assertThat(changes.get(1).at("/parameters/stream").asString()).isEqualTo("open");
    }

    @Test
    void beginsAReplayFromALake() throws Exception {
        String body =
                """
                {"sink":"lake","source":{"lake":{"place":"s3://example-lake/web","stream":"open",
                 "from":"2026-11-21","to":"2026-11-22","layout":"data/example-app/PROD"}}}
                """;

        HttpResponse<String> begun = post("/admin/replays", body);

        assertThat(begun.statusCode()).isEqualTo(202);
        JsonNode request = ok(get("/admin/replays")).at("/replays/0/request");
        assertThat(request.path("source").asString()).isEqualTo("lake");
        assertThat(request.path("place").asString()).isEqualTo("s3://example-lake/web");
        assertThat(request.path("layout").asString()).isEqualTo("data/example-app/PROD");
        assertThat(request.path("to").asString()).isEqualTo("2026-11-22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | { | is not JSON",
                "400 | [] | must be a JSON object",
                "400 | {} | sink is missing",
                "400 | {\"sink\":\"lake\",\"sink\":\"lake\"} | a name twice",
                "400 | {\"sink\":\"lake\"} | source is missing",
                "400 | {\"snik\":\"lake\"} | did you mean sink?",
                "400 | {\"sink\":\"lake\",\"source\":{}} | one of deadLetters, log and lake",
                "400 | {\"sink\":\"lake\",\"source\":{\"log\":{\"from\":\"2026-11-22T08:00:00Z\"}}} | source.log.until is missing",
                "400 | {\"sink\":\"lake\",\"source\":{\"log\":{\"from\":\"now\",\"until\":\"x\"}}} | source.log.from must be an instant",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{\"stream\":\"A B\"}}} | not the name of a stream",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{}},\"rate\":0} | rate must be a whole number",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{}},\"rate\":1.5} | rate must be a whole number",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{}},\"dryRun\":\"yes\"} | dryRun must be true or false",
                "400 | {\"sink\":\"lake\",\"source\":{\"lake\":{\"place\":\"/l\"}}} | source.lake.stream is missing",
                "400 | {\"sink\":\"lake\",\"source\":{\"lake\":{\"place\":\"/l\",\"stream\":\"open\",\"from\":\"x\",\"to\":\"x\"}}} | source.lake.from is to be a date",
                "400 | {\"sink\":\"lake\",\"source\":{\"lake\":{\"place\":\"/l\",\"stream\":\"open\",\"from\":\"2026-11-21\",\"to\":\"2026-11-22\",\"layout\":\"data/../..\"}}} | source.lake.layout is to be hive, data",
                "422 | {\"sink\":\"nothing\",\"source\":{\"deadLetters\":{}}} | there is no sink nothing",
            })
    void refusesAWrongReplayAndSaysWhatWouldBeRight(int status, String body, String detail)
            throws Exception {
        HttpResponse<String> answer = post("/admin/replays", body);

        assertProblem(answer, status, status == 400 ? "bad-request" : "not-possible");
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertProblem(
                post("/admin/replays", "{\"sink\":\"" + "x".repeat(70_000) + "\"}"),
                413,
                "too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/dead-letters?limit=0",
                "/admin/dead-letters?limit=501",
                "/admin/dead-letters?limit=ten",
                "/admin/dead-letters?limit=1&limit=2",
                "/admin/dead-letters?from=yesterday",
                "/admin/dead-letters?stream=A",
                "/admin/dead-letters?cursor=x",
                "/admin/dead-letters?cursor=lake:1.2",
                "/admin/dead-letters?cursor=lake:9999999999.0.0",
                "/admin/dead-letters?payload=yes",
                "/admin/dead-letters?sink=",
                "/admin/journal?limit=10001"
            })
    void refusesAWrongQuery(String path) throws Exception {
        assertProblem(get(path), 400, "bad-request");
    }

    @Test
    void showsKeysLogAndStreams() throws Exception {
        JsonNode key = ok(get("/admin/keys")).path("keys").get(0);
        assertThat(key.path("id").asString()).isEqualTo("k-1");
        assertThat(key.path("services").toString()).isEqualTo("[\"tool-a\",\"tool-b\"]");

        JsonNode log = ok(get("/admin/log"));
        assertThat(log.path("quotaBytes").asLong()).isEqualTo(64 << 20);
        assertThat(log.path("records").asLong()).isZero();
        assertThat(log.path("hoursLeft").asDouble()).isEqualTo(8760);

        JsonNode streams = ok(get("/admin/streams")).path("streams");
        assertThat(streams.get(1).path("name").asString()).isEqualTo("secret");
        assertThat(streams.get(1).path("readable").asBoolean()).isFalse();
        assertThat(streams.get(1).path("listener").asString()).isEqualTo("internal");
        assertThat(streams.get(0).at("/schemas/0/sha256").asString()).isEqualTo("ab12");
    }
}
