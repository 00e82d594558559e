package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;

class InsightHintsTest {

    @Test
    void readsWhatIsToBeCounted() {
        Map<String, Object> hints =
                Map.of("counts", Map.of("event", "/type", "by", Map.of("app", "/app")));

        CountRule rule = InsightHints.of(hints).counts().orElseThrow();

        assertThat(rule.event()).contains(JsonPointer.compile("/type"));
        assertThat(rule.by()).containsOnly(Map.entry("app", JsonPointer.compile("/app")));
    }

    @Test
    void aStreamWithoutHintsIsNotCounted() {
        assertThat(InsightHints.of(Map.of()).counts()).isEmpty();
    }

    @Test
    void namesEveryProblemWithItsPlaceAndWhatWouldBeRight() {
        Map<String, Object> hints =
                Map.of(
                        "count",
                        Map.of(),
                        "counts",
                        Map.of(
                                "event", "type",
                                "evnt", "/type",
                                "by", Map.of("App", "/app", "page", 7)));

        assertThat(InsightHints.problems(hints))
                .anyMatch(text -> text.startsWith("count is not known; did you mean counts?"))
                .anyMatch(text -> text.startsWith("counts.evnt is not known; did you mean event?"))
                .contains(
                        "counts.event is not a JSON Pointer such as /type",
                        "counts.by.page is not a JSON Pointer such as /type")
                .anyMatch(text -> text.startsWith("counts.by.App is no name of a dimension"))
                .hasSize(5);
    }

    @Test
    void securityMayHaveNothingToSayMore() {
        AuditRule rule = InsightHints.of(Map.of("security", Map.of())).security().orElseThrow();

        assertThat(rule.hours()).isEmpty();
        assertThat(InsightHints.of(Map.of()).security()).isEmpty();
        assertThat(InsightHints.problems(Map.of("security", Map.of("rules", 5))))
                .hasSize(1)
                .allMatch(text -> text.startsWith("security.rules is not known"));
        assertThat(InsightHints.problems(Map.of("security", "on")))
                .containsExactly("security is not an object, which may be empty: {}");
    }

    @Test
    void theAuditTrailHasNothingToSayMore() {
        assertThat(InsightHints.of(Map.of("audit", Map.of())).audit()).isPresent();
        assertThat(InsightHints.of(Map.of()).audit()).isEmpty();
        assertThat(InsightHints.problems(Map.of("audit", Map.of("keep", 5))))
                .containsExactly("audit is not an empty object: {}");
    }

    @Test
    void refusesMoreDimensionsThanCanBeKeptApart() {
        var many = new java.util.HashMap<String, Object>();
        for (int n = 0; n < 9; n++) {
            many.put("d" + n, "/d" + n);
        }

        assertThat(InsightHints.problems(Map.of("counts", Map.of("by", many))))
                .containsExactly("counts.by is not an object of at most 8 dimensions");
    }
}
