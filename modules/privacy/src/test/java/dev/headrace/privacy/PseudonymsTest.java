package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {

    @Test
    void knowsItsOwnFormWhateverTheKey() {
        assertThat(Pseudonyms.isOne(new Pseudonyms(1, new byte[32]).of("42"))).isTrue();
        assertThat(Pseudonyms.isOne(new Pseudonyms(4711, new byte[40]).of("a@b.org"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "h1",
                "h1:",
                "h:AAAAAAAAAAAAAAAAAAAAAA",
                "h1:AAAAAAAAAAAAAAAAAAAAA",
                "h1:AAAAAAAAAAAAAAAAAAAAAAA",
                "hx:AAAAAAAAAAAAAAAAAAAAAA",
                "g1:AAAAAAAAAAAAAAAAAAAAAA",
                "h1:AAAAAAAAAA@AAAAAAAAAAA",
            })
    void aNameInClearIsNone(String text) {
        assertThat(Pseudonyms.isOne(text)).isFalse();
    }
}
