package dev.headrace.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTextTest {

    @Test
    void aCommentNeedsNoEscapeInEitherDialect() {
        assertThat(SqlText.comment(" it's \\'; DROP\n\tTABLE x\u0000 "))
                .isEqualTo("'it’s /’, DROP TABLE x'");
        assertThat(SqlText.comment("x".repeat(300))).hasSize(257);
        assertThat(SqlText.comment("x".repeat(254) + "\uD83D\uDE00")).hasSize(256);
    }

    @Test
    void aPathKeepsAnyName() {
        assertThat(SqlText.jsonPath(List.of("a b", "it's", "\"q\\")))
                .isEqualTo("'$[\"a b\"][\"it''s\"][\"\\\"q\\\\\"]'");
    }

    @Test
    void aLongNameKeepsItsEnd() {
        QualifiedName name = QualifiedName.of("lake", "Ab-C" + "x".repeat(200));

        assertThat(name.with("_lines").name())
                .hasSize(128)
                .startsWith("ab_cxxx")
                .endsWith("_lines");
        assertThat(QualifiedName.of("lake", "user-telemetry").sql())
                .isEqualTo("\"lake\".\"user_telemetry\"");
    }
}
