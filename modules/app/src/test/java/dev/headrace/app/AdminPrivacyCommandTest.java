package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent and shown of persons. */
class AdminPrivacyCommandTest extends AdminCommandLine {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privacy status | GET /admin/privacy",
                "privacy exclude --organisation 7 --actor 42 --source ccpa_form"
                        + " | POST /admin/privacy/exclusions {\"organisation\":\"7\",\"actor\":\"42\",\"source\":\"ccpa_form\"}",
                "privacy exclude --address 192.0.2.7"
                        + " | POST /admin/privacy/exclusions {\"address\":\"192.0.2.7\"}",
                "privacy readmit --actor 42"
                        + " | POST /admin/privacy/exclusions/revoke {\"actor\":\"42\"}",
                "privacy give --actor 42 --purpose pose --policy 2026-05"
                        + " | POST /admin/privacy/consents {\"actor\":\"42\",\"purpose\":\"pose\",\"policy\":\"2026-05\",\"given\":true}",
                "privacy withdraw --actor 42 --purpose pose --policy 2026-05"
                        + " | POST /admin/privacy/consents {\"actor\":\"42\",\"purpose\":\"pose\",\"policy\":\"2026-05\",\"given\":false}",
                "erase --organisation 7 --actor 42 --dry-run"
                        + " | POST /admin/privacy/erasures {\"organisation\":\"7\",\"actor\":\"42\",\"dryRun\":true}",
                "privacy look-up --address 2001:db8::7"
                        + " | POST /admin/privacy/look-up {\"address\":\"2001:db8::7\"}",
            })
    void eachCommandSendsItsRequest(String command, String request) {
        assertThat(admin(command.split(" "))).as(err.toString()).isZero();

        assertThat(requests).containsExactly(request);
    }

    @Test
    void aPersonCanBeNamedWhereNobodyElseOnTheMachineSeesIt() {
        answer =
                "{\"mark\":\"00ff\",\"kind\":\"actor\",\"excluded\":true,\"consents\":{\"pose\":\"given\"}}";

        assertThat(typing("42\n", "privacy", "exclude", "--actor", "-")).isZero();

        assertThat(requests).containsExactly("POST /admin/privacy/exclusions {\"actor\":\"42\"}");
        assertThat(out.toString().lines())
                .containsExactly("actor 00ff", "excluded: yes", "pose: given");
        assertThat(typing("", "privacy", "exclude", "--actor", "-")).isEqualTo(2);
    }

    @Test
    void countsBeforeItErasesAndAsksAndTellsWhatItDoesNotReach() {
        answer =
                "{\"complete\":false,\"sinks\":[{\"sink\":\"warehouse\",\"places\":"
                        + "[{\"place\":\"headrace.media\",\"rows\":3}]},"
                        + "{\"sink\":\"lake\",\"problem\":\"cannot\"}],\"unreached\":[\"backups\"]}";

        assertThat(typing("n\n", "erase", "--actor", "42")).isEqualTo(1);

        assertThat(out.toString().lines())
                .contains(
                        "warehouse, headrace.media: 3 rows",
                        "lake: not searched: cannot",
                        "not reached: backups");
        assertThat(err.toString()).contains("nothing was erased");
        assertThat(requests)
                .containsExactly("POST /admin/privacy/erasures {\"actor\":\"42\",\"dryRun\":true}");

        assertThat(typing("y\n", "erase", "--actor", "42"))
                .as("a sink was not searched")
                .isEqualTo(1);
        assertThat(requests.getLast()).isEqualTo("POST /admin/privacy/erasures {\"actor\":\"42\"}");

        requests.clear();
        answer = "{\"complete\":true,\"sinks\":[],\"unreached\":[]}";
        assertThat(
                        execute(
                                "",
                                Map.of(
                                        AdminOptions.TOKEN_VARIABLE,
                                        TOKEN,
                                        AdminOptions.URL_VARIABLE,
                                        url()),
                                "erase",
                                "--actor",
                                "42",
                                "--yes"))
                .as("the short way")
                .isZero();
        assertThat(requests).hasSize(1);
    }
}
