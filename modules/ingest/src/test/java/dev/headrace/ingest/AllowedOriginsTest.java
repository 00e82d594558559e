package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    private final AllowedOrigins origins =
            new AllowedOrigins(
                    List.of(
                            "https://tools.example.org",
                            "https://local.example.org:9001",
                            "https://*.gutools.example",
                            "https://*.dev.example:8443"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tools.example.org",
                "HTTPS://Tools.Example.org",
                "https://local.example.org:9001",
                "https://composer.gutools.example",
                "https://a.b.gutools.example",
                "https://x.dev.example:8443"
            })
    void allowsWhatIsOnTheList(String origin) {
        assertThat(origins.allows(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "http://tools.example.org",
                "https://tools.example.org:444",
                "https://tools.example.org.evil.example",
                "https://evil.example/https://tools.example.org",
                "https://local.example.org",
                "https://gutools.example",
                "https://.gutools.example",
                "https://evilgutools.example",
                "http://composer.gutools.example",
                "https://composer.gutools.example:8443",
                "https://evil.example/.gutools.example",
                "https://x.dev.example"
            })
    void refusesWhatIsNot(String origin) {
        assertThat(origins.allows(origin)).as(origin).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "tools.example.org",
                "https://a.example/path",
                "ftp://a.example",
                "https://u@a.example"
            })
    void refusesAListWithAnEntryThatIsNoOrigin(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AllowedOrigins(List.of(entry)))
                .withMessageContaining(entry)
                .withMessageContaining("https://tools.example.org:8443");
    }
}
