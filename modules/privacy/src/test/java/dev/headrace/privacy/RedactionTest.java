package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.FieldRule.Pattern;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private final Redaction all = new Redaction(EnumSet.allOf(Pattern.class));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    mail ada@example.org now                | mail (e-mail) now
                    <ada.b+c@mail.example.co.uk>.           | <(e-mail)>.
                    a@b, c@d.e                              | (e-mail), (e-mail)
                    çelik@exámple.org                       | (e-mail)
                    tel. 0123456789                         | tel. (digits)
                    call +44 20 7946 0958 today             | call +(digits) today
                    card 4111-1111-1111-1111                | card (digits)
                    (030) 901820-77                         | ((digits)
                    ssn 123-45-6789!                        | ssn (digits)!
                    x1234567y                               | x(digits)y
                    key 9f86d081884c7d659a2feaa0c55ad015    | key (token)
                    id=01234567-89ab-4def-8123-456789abcdef | (token)
                    Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln | Bearer (token)
                    /t/AKIA5EXAMPLE7KEY0000/x               | /t/(token)/x
                    """)
    void takesOutWhatLooksPersonal(String text, String left) {
        assertThat(all.redact(text)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "at 10:15 on 2026-11-22",
                "room 123456",
                "an @ sign alone, @here",
                "version 1.2.3.4",
                "/posts/blog/general/695-an-analysis-of-search-terms-used.html",
                "antidisestablishmentarianism",
                "Mozilla/5.0 (X11; Linux x86_64)",
                "12.50 EUR"
            })
    void leavesOrdinaryTextAsTheSameObject(String text) {
        assertThat(all.redact(text)).isSameAs(text);
    }

    @Test
    void takesOutOnlyWhatIsAskedFor() {
        String text = "ada@example.org 0123456789";

        assertThat(new Redaction(Set.of(Pattern.DIGITS)).redact(text))
                .isEqualTo("ada@example.org (digits)");
        assertThat(new Redaction(Set.of(Pattern.EMAIL)).redact(text))
                .isEqualTo("(e-mail) 0123456789");
    }

    @Test
    void needsTimeInProportionToTheText() {
        for (String hostile : Set.of("@", "1-", "a", "1 ", "a@", "a1_")) {
            String text = hostile.repeat(1 << 18);

            assertThat(all.redact(text).length()).isLessThanOrEqualTo(8 * text.length());
        }
    }
}
