package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua_parser.Parser;

class UapUserAgentsTest {

    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private static final CompletableFuture<Parser> PATTERNS =
            CompletableFuture.supplyAsync(Parser::new);

    private final AtomicLong nanos = new AtomicLong();
    private final UapUserAgents agents = new UapUserAgents(PATTERNS, nanos::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | Firefox | Linux | desktop",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 | Chrome | Windows | desktop",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.2478.51 | Edge | Windows | desktop",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15 | Safari | macOS | desktop",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1 | Safari | iOS | mobile",
                "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1 | Safari | iOS | tablet",
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 | Chrome | Android | mobile",
                "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 | Chrome | Android | tablet",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | Bot | Other | bot",
                "ada@mail.example | Other | Other | unknown"
            })
    void tellsTheFamiliesAlone(String header, String browser, String system, String device) {
        assertThat(agents.of(header)).contains(new Families(browser, system, device));
    }

    /** Names that patterns take out of the header would be anybody's to choose. */
    @Test
    void aNameThatIsMadeUpMakesNoFamily() {
        for (int i = 0; i < 100; i++) {
            assertThat(agents.of("Mozilla/5.0 AdaLovelace" + i + "/1." + i).orElseThrow())
                    .isEqualTo(new Families("Other", "Other", "unknown"));
        }
    }

    @Test
    void readsOnlySoManyNewOnesASecondAndKnownOnesAlways() {
        assertThat(agents.of(FIREFOX)).isPresent();
        int read = 1;
        for (int i = 0; i < 2_000; i++) {
            read += agents.of("made up " + i).isPresent() ? 1 : 0;
        }

        assertThat(read).isEqualTo(10 * UapUserAgents.NEW_A_SECOND);
        assertThat(agents.of("one more")).isEmpty();
        assertThat(agents.of(FIREFOX).orElseThrow().browser()).isEqualTo("Firefox");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(agents.of("one more")).isPresent();
    }

    @Test
    void aBlankHeaderIsNotRead() {
        assertThat(agents.of(" ")).isEmpty();
    }
}
