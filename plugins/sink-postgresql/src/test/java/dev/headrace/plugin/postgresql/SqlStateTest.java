package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlStateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "08006", "22P03", "22P04", "23505", "25006", "28P01", "40001", "42501", "53100",
                "53200", "53300", "53400", "55P03", "57P01", "57014", "58030", "XX000", "P0001"
            })
    void doesNotBlameARowForWhatMayBeTheTargets(String state) {
        assertThat(SqlState.rowFault(new SQLException("words", state))).isEmpty();
    }

    @Test
    void endsOtherSessionsOnlyWhereTheServerIsGone() {
        assertThat(SqlState.lostConnection(new SQLException("words", "08006"))).isTrue();
        assertThat(SqlState.lostConnection(new SQLException("words", "57P01"))).isTrue();
        assertThat(SqlState.lostConnection(new SQLException("words", "57014"))).isFalse();
        assertThat(SqlState.lostConnection(new SQLException("words", "42501"))).isFalse();
    }

    @Test
    void keepsTheFirstLineOfTheServersWordsAndTheCode() {
        var e = new SQLException("role may not do this\n  Detail: (canary)", "42501");

        assertThat(SqlState.sinkException(e))
                .isInstanceOf(SinkException.Unauthorised.class)
                .hasMessage("role may not do this (SQLSTATE 42501)");
    }
}
