package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "_", ".", "..", "*", "a b", "a/b"})
    void whoSpeaksForEveryOrganisationSpeaksForNoneWithoutAName(String name) {
        assertThat(Scope.of(Set.of(Scope.ANY)).holds(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "clinic-north", "-7"})
    void whoSpeaksForEveryOrganisationSpeaksForThatOfAnyName(String name) {
        assertThat(Scope.of(Set.of(Scope.ANY)).holds(name)).isTrue();
    }
}
