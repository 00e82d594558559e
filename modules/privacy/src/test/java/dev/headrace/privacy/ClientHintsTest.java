package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHintsTest {

    private static final String CHROME =
            "\"Chromium\";v=\"124\", \"Google Chrome\";v=\"124\", \"Not-A.Brand\";v=\"99\"";

    private static Optional<Families> read(String brands, String platform, String mobile) {
        Map<String, String> headers =
                Map.of(
                        "Sec-CH-UA", brands,
                        "Sec-CH-UA-Platform", platform,
                        "Sec-CH-UA-Mobile", mobile);
        return ClientHints.read(name -> Optional.ofNullable(headers.get(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"Chromium\";v=\"124\", \"Google Chrome\";v=\"124\", \"Not-A.Brand\";v=\"99\" | Chrome",
                "\"Not_A Brand\";v=\"8\", \"Chromium\";v=\"120\", \"Microsoft Edge\";v=\"120\" | Edge",
                "\"Opera\";v=\"106\", \"Chromium\";v=\"120\", \"Not?A_Brand\";v=\"24\" | Opera",
                "\"Not(A:Brand\";v=\"24\", \"Chromium\";v=\"122\" | Chromium",
                "\" Not;A Brand\";v=\"99\", \"Brave\";v=\"120\", \"Chromium\";v=\"120\" | Brave",
                "\"Samsung Internet\";v=\"25\", \"Chromium\";v=\"121\" | Samsung Internet"
            })
    void theBrandThatSaysMostIsTheBrowser(String brands, String browser) {
        assertThat(read(brands, "\"Windows\"", "?0"))
                .contains(new Families(browser, "Windows", "desktop"));
    }

    @ParameterizedTest
    @CsvSource({
        "Windows, ?0, Windows, desktop",
        "macOS, ?0, macOS, desktop",
        "Linux, ?0, Linux, desktop",
        "Chrome OS, ?0, ChromeOS, desktop",
        "Android, ?1, Android, mobile",
        "Android, ?0, Android, tablet"
    })
    void thePlatformAndMobilityTellTheDevice(
            String platform, String mobile, String system, String device) {
        assertThat(read(CHROME, '"' + platform + '"', mobile))
                .contains(new Families("Chrome", system, device));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"", "Chromium", "\"Unheard Of\";v=\"1\"", "\"\"", "\"Not A;Brand\""})
    void whatNamesNothingKnownIsNoHint(String brands) {
        assertThat(read(brands, "\"Windows\"", "?0")).isEmpty();
    }

    @Test
    void aPlatformThatIsMadeUpIsNoHint() {
        assertThat(read(CHROME, "\"ada@mail.example\"", "?0")).isEmpty();
        assertThat(ClientHints.read(name -> Optional.empty())).isEmpty();
    }

    @Test
    void aLongListEnds() {
        assertThat(read("\"x\";v=\"1\",".repeat(10_000) + CHROME, "\"Windows\"", "?0")).isEmpty();
    }
}
