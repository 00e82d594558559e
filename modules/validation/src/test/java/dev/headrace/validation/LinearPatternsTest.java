package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearPatternsTest {

    private final LinearPatterns patterns = new LinearPatterns();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    b                             | abc    | true
                    ^b$                           | abc    | false
                    ^[A-Za-z0-9.-]+(:[0-9]{1,5})?$ | host:80 | true
                    ^/[^?#\\u0000-\\u001f]*$      | /a/b   | true
                    ^/[^?#\\u0000-\\u001f]*$      | /a?b   | false
                    ^\\d{3}$                      | 123    | true
                    ^\\\\u0041$                   | \\u0041 | true
                    ^\\p{Lu}$                     | Ä      | true
                    """)
    void matchesAsSchemasMeanIt(String pattern, String text, boolean matches) {
        assertThat(patterns.getRegularExpression(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void endsATextOnlyAtItsEnd() {
        assertThat(patterns.getRegularExpression("^a$").matches("a\n")).isFalse();
    }

    @Test
    void refusesWhatCannotBeLinear() {
        assertThatThrownBy(() -> LinearPatterns.compile("(a)\\1"))
                .isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> LinearPatterns.compile("a(?!b)"))
                .isInstanceOf(PatternSyntaxException.class);
    }
}
