package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.Erasure;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What operators do with choices of persons, over HTTP. */
class PrivacyResourceTest extends AdminOverHttp {

    private static final String PERSON = "patient-4711-in-clear";
    private static final String ADDRESS = "203.0.113.77";

    private static String person(String more) {
        return "{\"organisation\":\"7\",\"actor\":\"" + PERSON + "\"" + more + "}";
    }

    @Test
    void excludesAndReadmitsAPersonAndNobodysNameIsWrittenDown() throws Exception {
        JsonNode excluded =
                ok(post("/admin/privacy/exclusions", person(",\"source\":\"ccpa_form\"")));

        assertThat(excluded.path("excluded").asBoolean()).isTrue();
        assertThat(excluded.path("kind").asString()).isEqualTo("actor");
        String mark = excluded.path("mark").asString();
        assertThat(mark).matches("[0-9a-f]{32}");
        assertThat(ok(get("/admin/privacy")).path("exclusions").asInt()).isPositive();
        JsonNode noted = ok(get("/admin/journal?limit=1")).at("/changes/0");
        assertThat(noted.path("action").asString()).isEqualTo("exclude");
        assertThat(noted.path("target").asString()).isEqualTo(mark);
        assertThat(noted.path("result").asString()).isEqualTo("done");
        assertThat(noted.path("parameters").toString())
                .isEqualTo("{\"kind\":\"actor\",\"organisation\":\"7\",\"source\":\"ccpa_form\"}");

        JsonNode readmitted = ok(post("/admin/privacy/exclusions/revoke", person("")));

        assertThat(readmitted.path("excluded").asBoolean(true)).isFalse();
        assertThat(readmitted.path("mark").asString()).isEqualTo(mark);
        assertThat(everyFile()).doesNotContain(PERSON);
    }

    @Test
    void excludesAnAddress() throws Exception {
        String body = "{\"address\":\"" + ADDRESS + "\"}";

        assertThat(ok(post("/admin/privacy/exclusions", body)).path("kind").asString())
                .isEqualTo("address");

        assertThat(ok(post("/admin/privacy/look-up", body)).path("excluded").asBoolean()).isTrue();
        assertThat(everyFile()).doesNotContain(ADDRESS);
        ok(post("/admin/privacy/exclusions/revoke", body));
        assertThat(ok(post("/admin/privacy/look-up", body)).path("excluded").asBoolean(true))
                .isFalse();
    }

    @Test
    void keepsTheLastWordOnAPurpose() throws Exception {
        String policy = ",\"purpose\":\"pose\",\"policy\":\"2026-05\",\"given\":";

        assertThat(
                        ok(post("/admin/privacy/consents", person(policy + "true")))
                                .at("/consents/pose")
                                .asString())
                .isEqualTo("given");
        JsonNode withdrawn = ok(post("/admin/privacy/consents", person(policy + "false")));

        assertThat(withdrawn.path("consents").toString())
                .isEqualTo(
                        "{\"errors\":\"unknown\",\"analytics\":\"unknown\",\"pose\":\"withdrawn\"}");
        assertThat(ok(get("/admin/journal?limit=1")).at("/changes/0/action").asString())
                .isEqualTo("withdraw-consent");
    }

    @Test
    void erasesAfterItHasCountedAndTheJournalTellsHowManyAndNotWho() throws Exception {
        server.sinks.erasures.clear();
        JsonNode found = ok(post("/admin/privacy/erasures", person(",\"dryRun\":true")));

        assertThat(found.path("complete").asBoolean(true)).isFalse();
        assertThat(found.at("/sinks/0/problem").asString()).isEqualTo("cannot find events");
        assertThat(found.at("/sinks/1/places/0/rows").asInt()).isPositive();
        assertThat(found.path("unreached").toString())
                .contains(
                        "the event log",
                        "secret: audit events are kept",
                        "the sink warehouse: rows of long ago");
        assertThat(get("/admin/journal?limit=1").body()).doesNotContain("\"erased\"");

        JsonNode erased = ok(post("/admin/privacy/erasures", person("")));

        assertThat(erased.path("mark")).isEqualTo(found.path("mark"));
        assertThat(server.sinks.erasures)
                .extracting(Erasure::mode)
                .containsExactly(Erasure.Mode.COUNT, Erasure.Mode.ERASE);
        Erasure order = server.sinks.erasures.getLast();
        assertThat(order.organisation()).contains("7");
        assertThat(order.traces())
                .contains(
                        new Erasure.Trace(
                                "open",
                                "$principal/name",
                                Set.of(AdminServer.PSEUDONYMS.of(PERSON))))
                .noneMatch(trace -> trace.stream().equals("secret"));
        JsonNode changes = ok(get("/admin/journal?limit=2")).path("changes");
        assertThat(changes.at("/0/action").asString()).isEqualTo("erased");
        assertThat(changes.at("/0/parameters/warehouse headrace.open").asString()).isEqualTo("1");
        assertThat(changes.at("/1/action").asString()).isEqualTo("erase");
        assertThat(changes.at("/1/target")).isEqualTo(erased.path("mark"));
        assertThat(changes.toString()).doesNotContain(PERSON);
        assertProblem(post("/admin/privacy/erasures", "{}"), 400, "bad-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "exclusions | {}                                    | say one of actor and address",
                "exclusions | {\"actor\":\"a\",\"address\":\"192.0.2.7\"} | say one of actor and address",
                "exclusions | {\"actor\":42}                        | actor must be a text of 1 to 256 characters",
                "exclusions | {\"actor\":\"a\",\"source\":\"them\"} | source must be one of gpc, ccpa_form, gdpr_objection, admin",
                "exclusions | {\"actor\":\"a\",\"organisation\":\"-\"} | organisation is the name of none",
                "exclusions | {\"address\":\"example.org\"}         | address must be one such as 192.0.2.7 or 2001:db8::7",
                "exclusions | {\"address\":\"192.0.2.7\",\"organisation\":\"7\"} | an address belongs to no organisation; leave it out",
                "exclusions | {\"actor\":\"a\",\"given\":true}      | there is no field given; known are actor, address, organisation, source",
                "consents   | {\"actor\":\"a\",\"purpose\":\"ads\",\"given\":true,\"policy\":\"1\"} | purpose must be one of errors, analytics, pose",
                "consents   | {\"actor\":\"a\",\"purpose\":\"pose\",\"policy\":\"1\"} | given must be true or false",
                "consents   | {\"actor\":\"a\",\"purpose\":\"pose\",\"given\":true} | policy is missing",
                "consents   | {\"address\":\"192.0.2.7\",\"purpose\":\"pose\",\"given\":true,\"policy\":\"1\"} | address cannot be meant here; say actor",
            })
    void refusesWhatItCannotKeepAndSaysWhy(String path, String body, String why) throws Exception {
        HttpResponse<String> answer = post("/admin/privacy/" + path, body);

        assertProblem(answer, 400, "bad-request");
        assertThat(answer.body()).contains(why);
    }

    @Test
    void keepsNothingThatTheJournalDoesNotTake() throws Exception {
        int before = ok(get("/admin/privacy")).path("generation").asInt();
        server.journal.failAfter(0);
        try {
            assertProblem(
                    post("/admin/privacy/exclusions", "{\"actor\":\"other\"}"), 503, "disk-failed");
        } finally {
            server.journal.failAfter(Integer.MAX_VALUE);
        }
        assertThat(ok(get("/admin/privacy")).path("generation").asInt()).isEqualTo(before);
    }

    private static String everyFile() throws Exception {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
