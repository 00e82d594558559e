package dev.headrace.trino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.athena.SavedQuery;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ListAssert;

/**
 * What the saved queries have to answer about {@link DeploymentReports}.
 *
 * @param trino where the view is
 * @param view the view of the reports
 */
record SavedQueries(Trino trino, String view) {

    private static final LocalDate FIRST = DeploymentReports.FIRST;

    void allAnswerRight() {
        assertAnswer(SavedQuery.WEEKLY_ACTIVE_STACKS)
                .containsExactly(
                        List.of(FIRST, 2L),
                        List.of(FIRST.plusWeeks(1), 2L),
                        List.of(FIRST.plusWeeks(2), 1L + DeploymentReports.CROWD));
        assertAnswer(SavedQuery.VERSION_ADOPTION)
                .containsExactly(
                        List.of("0.9", (long) DeploymentReports.CROWD, 0.8929),
                        List.of("1.0", 1L, 0.0357),
                        List.of("1.1", 1L, 0.0357),
                        List.of("1.2", 1L, 0.0357));
        assertAnswer(SavedQuery.FAILURE_RATIO)
                .contains(
                        List.of("1.0", "tokenize", 35L, 104L, 104.0 / 139),
                        List.of("1.0", "detokenize", 4L, 0L, 0.0),
                        List.of("1.1", "detokenize", 6L, 2L, 0.25),
                        Arrays.asList("1.2", "create-grant", 0L, 0L, null))
                .hasSize(12);
        assertAnswer(SavedQuery.FRAUD_JUMPS)
                .containsExactly(List.of("stack-a", FIRST.plusDays(15), 1L, 101L));
        assertAnswer(SavedQuery.FRAUD_SHARED_SOURCES)
                .containsExactly(
                        List.of(
                                FIRST.plusDays(15),
                                "203.0.113.0/24",
                                (long) DeploymentReports.CROWD));
    }

    private ListAssert<List<Object>> assertAnswer(SavedQuery query) {
        return assertThat(answer(query)).as(query.label());
    }

    private List<List<Object>> answer(SavedQuery query) {
        return trino.rows(query.over(view, FIRST, FIRST.plusWeeks(3)));
    }
}
