package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin commands against a server that answers what the test says and notes what it got. */
class AdminCommandTest extends AdminCommandLine {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts | GET /admin/accounts",
                "sinks | GET /admin/sinks",
                "sink show lake | GET /admin/sinks/lake",
                "sink pause lake | POST /admin/sinks/lake/pause",
                "sink resume a/b | POST /admin/sinks/a%2Fb/resume",
                "dead-letters | GET /admin/dead-letters",
                "dead-letters --sink lake --code x&y --page 7@lake:1.2.3 | GET /admin/dead-letters?code=x%26y&cursor=lake%3A1.2.3&limit=7&sink=lake",
                "dead-letters --payload --json | GET /admin/dead-letters?payload=true",
                "rejects --stream s --limit 3 | GET /admin/rejects?limit=3&stream=s",
                "rejects --causes | GET /admin/rejects/causes",
                "replay list | GET /admin/replays",
                "replay show r1 | GET /admin/replays/r1",
                "replay cancel r1 | POST /admin/replays/r1/cancel",
                "keys | GET /admin/keys",
                "journal --limit 5 | GET /admin/journal?limit=5",
                "log | GET /admin/log",
                "streams | GET /admin/streams",
                "retention | GET /admin/retention",
                "security list | GET /admin/security/events",
                "security list --organisation 7 --state all | GET /admin/security/events?organisation=7&state=all",
                "security acknowledge a1/2 | POST /admin/security/events/a1%2F2/acknowledge",
                "replay dead-letters --sink lake --stream s --code c --rate 5 --dry-run"
                        + " | POST /admin/replays {\"sink\":\"lake\",\"source\":{\"deadLetters\":{\"code\":\"c\",\"stream\":\"s\"}},\"rate\":5,\"allowDuplicates\":false,\"dryRun\":true}",
                "replay range --sink lake --from a --until b --allow-duplicates --yes"
                        + " | POST /admin/replays {\"sink\":\"lake\",\"source\":{\"log\":{\"from\":\"a\",\"until\":\"b\"}},\"allowDuplicates\":true}",
                "replay lake --from /l --stream s --dates 2026-11-21..2026-11-22 --to lake --layout data/a --yes"
                        + " | POST /admin/replays {\"sink\":\"lake\",\"source\":{\"lake\":{\"place\":\"/l\",\"from\":\"2026-11-21\",\"to\":\"2026-11-22\",\"layout\":\"data/a\",\"stream\":\"s\"}},\"allowDuplicates\":false}",
            })
    void eachCommandSendsItsRequest(String command, String request) {
        assertThat(admin(command.split(" "))).as(err.toString()).isZero();

        assertThat(requests).containsExactly(request);
    }

    @Test
    void securityEventsAreShownAsATable() {
        answer =
                """
                {"events":[{"id":"e1","organisation":"7","rule":"mass-delete","severity":"critical","state":"open",
                  "hits":3,"first":"2026-11-22T10:00:00Z","last":"2026-11-22T10:00:09Z","firstEvent":"a","lastEvent":"b"}]}
                """;

        assertThat(admin("security", "list")).isZero();

        assertThat(out.toString().lines().toList().getLast())
                .matches("e1 +7 +mass-delete +critical +open +3 .* a +b +-");
    }

    @ParameterizedTest
    @CsvSource({"audit verify, ''", "audit verify --organisation a&b, ?organisation=a%26b"})
    void aWholeAuditTrailEndsWithNought(String command, String query) {
        answer =
                "{\"whole\":true,\"chains\":[{\"organisation\":\"7\",\"node\":\"n1\",\"rows\":5,\"dropped\":0,\"last\":5,\"hash\":\"ab\"}]}";

        assertThat(admin(command.split(" "))).as(err.toString()).isZero();

        assertThat(requests).containsExactly("POST /admin/audit/verify" + query);
        assertThat(out.toString()).contains("whole: every row is what was written");
    }

    @Test
    void aBrokenAuditTrailEndsWithOneAndSaysWhereAlsoByTheShortWay() {
        answer =
                "{\"whole\":false,\"chains\":[{\"node\":\"n1\",\"rows\":5,\"dropped\":0,\"last\":5,\"hash\":\"ab\","
                        + "\"broken\":{\"number\":4,\"fault\":\"changed\",\"detail\":\"the row is another\"}}]}";

        int exitCode =
                execute(
                        "",
                        Map.of(AdminOptions.TOKEN_VARIABLE, TOKEN),
                        "audit",
                        "verify",
                        "--url",
                        url());

        assertThat(exitCode).as(err.toString()).isEqualTo(1);
        assertThat(requests).containsExactly("POST /admin/audit/verify");
        assertThat(out.toString()).containsPattern("4 +changed +the row is another");
    }

    @Test
    void retentionHasAShortWayThatNeedsItsWord() {
        var environment = Map.of(AdminOptions.TOKEN_VARIABLE, TOKEN);

        assertThat(execute("", environment, "retention", "plan", "--url", url())).isZero();
        assertThat(requests).containsExactly("GET /admin/retention");

        assertThat(execute("", environment, "retention")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand", "plan");
    }

    @Test
    void helpOfAShortWaySpeaksOfWhatWasTyped() {
        assertThat(execute("", Map.of(), "erase", "--help")).isZero();

        assertThat(out.toString()).startsWith("Usage: headrace erase [");
        assertThat(requests).isEmpty();
    }

    @Test
    void aCheckShowsWhatWasFoundAndItsExitCodeTells() {
        answer =
                "{\"usable\":false,\"findings\":[{\"level\":\"failed\",\"subject\":\"space\",\"message\":\"3 MiB free\"}]}";

        assertThat(admin("sink", "check", "lake")).isEqualTo(1);
        assertThat(requests).containsExactly("POST /admin/sinks/lake/check");
        assertThat(out.toString().lines())
                .containsExactly("level   subject  message", "failed  space    3 MiB free");

        answer = "{\"usable\":true,\"findings\":[]}";
        assertThat(admin("sink", "check", "lake")).isZero();
    }

    @Test
    void showsColumnsToPeopleAndTheAnswerItselfToScripts() {
        answer =
                "{\"sinks\":[{\"name\":\"lake\",\"type\":\"file\",\"state\":\"running\",\"lagRecords\":17}]}";

        assertThat(admin("sinks")).isZero();
        assertThat(out.toString().lines().toList())
                .anySatisfy(line -> assertThat(line).startsWith("name  type  required  state"))
                .anySatisfy(line -> assertThat(line).startsWith("lake  file  -         running"));

        out.getBuffer().setLength(0);
        assertThat(admin("sinks", "--json")).isZero();
        assertThat(out.toString().strip()).isEqualTo(answer);
    }

    @Test
    void whatAClientChoseIsNoCommandToTheTerminal() {
        answer =
                "{\"counts\":[],\"letters\":[{\"sink\":\"lake\",\"id\":\"\\u001b[2J\\u202e\\nroot\"}]}";

        assertThat(admin("dead-letters")).isZero();

        assertThat(out.toString()).contains("?[2J??root").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void asksBeforeItReplaysAndTellsWhatItWould() {
        answer = "{\"records\":12,\"byStream\":{\"open\":12}}";

        assertThat(typing("n\n", "replay", "dead-letters", "--sink", "lake")).isEqualTo(1);

        assertThat(out.toString()).contains("12 events", "open: 12", "Deliver them again? [y/N]");
        assertThat(err.toString()).contains("nothing was delivered");
        assertThat(requests).singleElement().asString().contains("\"dryRun\":true");

        requests.clear();
        assertThat(typing("y\n", "replay", "dead-letters", "--sink", "lake")).isZero();
        assertThat(requests).hasSize(2);
        assertThat(requests.getLast()).doesNotContain("dryRun");
    }

    @Test
    void theShortCommandReplaysFromALakeToo() {
        int exitCode =
                execute(
                        "",
                        Map.of(
                                AdminOptions.TOKEN_VARIABLE,
                                TOKEN,
                                AdminOptions.URL_VARIABLE,
                                url()),
                        "replay",
                        "--from",
                        "s3://example-lake/web",
                        "--stream",
                        "s",
                        "--dates",
                        "2026-11-21",
                        "--to",
                        "lake",
                        "--yes");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(requests)
                .containsExactly(
                        "POST /admin/replays {\"sink\":\"lake\",\"source\":{\"lake\":{\"place\":\"s3://example-lake/web\",\"from\":\"2026-11-21\",\"to\":\"2026-11-21\",\"stream\":\"s\"}},\"allowDuplicates\":false}");
    }

    @Test
    void theShortCommandsHelpAndMistakesNameTheShortCommand() {
        assertThat(execute("", Map.of(), "replay", "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: headrace replay [", "--from", "--dates", "--to", "--layout")
                .doesNotContain("headrace admin", " lake [");

        assertThat(execute("", Map.of(), "replay", "--to", "search")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Usage: headrace replay [", "--from")
                .doesNotContain("headrace admin");
    }

    @Test
    void aWrongTokenIsToldInALineAndNotShown() {
        int exitCode =
                execute("", Map.of(), "admin", "sinks", "--url", url(), "--token", "wrong-token");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("headrace: No valid admin token (401): send one")
                .doesNotContain("wrong-token");
    }

    @Test
    void aServerThatIsAwayIsToldInALine() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        int exitCode =
                execute(
                        "",
                        Map.of(AdminOptions.TOKEN_VARIABLE, TOKEN),
                        "admin",
                        "log",
                        "--url",
                        "http://127.0.0.1:" + port);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("headrace: nobody answers at")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsNoHeadraceIsToldInALine() {
        answer = "<html>";

        assertThat(admin("log")).isEqualTo(1);

        assertThat(err.toString()).contains("not as an internal listener of Headrace does");
    }

    @Test
    void findsTheTokenInAFileOrInTheDataFolder() throws IOException {
        Path plain = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Path keys = Files.createDirectories(folder.resolve("keys"));
        Files.writeString(
                keys.resolve("admin.json"),
                "{\"tokens\":[{\"name\":\"v\",\"role\":\"viewer\",\"token\":\"%s\"},{\"name\":\"o\",\"role\":\"operator\",\"token\":\"%s\"}]}"
                        .formatted("v".repeat(40), TOKEN));

        assertThat(
                        execute(
                                "",
                                Map.of(),
                                "admin",
                                "--url",
                                url(),
                                "--token-file",
                                plain.toString(),
                                "log"))
                .isZero();
        assertThat(
                        execute(
                                "",
                                Map.of(),
                                "admin",
                                "--url",
                                url(),
                                "--data",
                                folder.toString(),
                                "log"))
                .isZero();
        assertThat(
                        execute(
                                "",
                                Map.of(
                                        "HEADRACE_DATA_DIR",
                                        folder.toString(),
                                        AdminOptions.URL_VARIABLE,
                                        url()),
                                "admin",
                                "log"))
                .isZero();
        assertThat(requests).hasSize(3);
    }

    @Test
    void noTokenAnywhereIsToldWithTheWaysToGiveOne() {
        assertThat(execute("", Map.of(), "admin", "--data", folder.toString(), "log")).isEqualTo(1);

        assertThat(err.toString())
                .contains("no token in", "--token-file", "HEADRACE_ADMIN_TOKEN")
                .doesNotContain("\tat ");
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "admin sink",
                "admin sink pause",
                "admin replay",
                "admin replay range --sink lake",
                "admin replay dead-letters"
            })
    void anIncompleteCommandIsWrongUsage(String command) {
        assertThat(execute("", Map.of(), command.split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains("Usage: headrace admin");
    }
}
