package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.HmacAuthenticator.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that this module says is searched for everything that it must not say. */
final class SecretsStayInsideTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SECRET = "hmacSecretCanary0123456789";
    private static final String EMAIL = "personcanary@guardian.co.uk";

    private final SteppedClock clock = new SteppedClock(NOW);
    private final List<String> said = new ArrayList<>();

    @TempDir Path folder;

    @Test
    void noSecretIsInWhatTheModuleSays() throws IOException {
        String cookie =
                Cookies.signed("S", Cookies.payload(EMAIL, NOW.minus(Duration.ofHours(1)), "true"));
        String settings =
                Cookies.VECTORS.settings("S", List.of("A"))
                        + "privateKey="
                        + Cookies.VECTORS.privateKey("S")
                        + "\nclientSecret=clientSecretCanary\n";

        try (LogLines log = LogLines.open()) {
            lifeSays(cookie, settings);
            said.addAll(log.all());
        }
        valuesSay(cookie, settings);

        assertThat(said).hasSizeGreaterThan(15);
        assertThat(String.join("\n", said))
                .contains("status must be current or previous", "publicKey is not base64")
                .doesNotContain(SECRET, EMAIL, "personcanary", "clientSecretCanary")
                .doesNotContain(cookie.substring(0, 20), cookie.substring(cookie.length() - 20))
                .doesNotContain(Cookies.VECTORS.privateKey("S").substring(0, 40))
                .doesNotContain(token());
    }

    private void say(Object what) {
        said.add(what.toString());
    }

    /** From a good start to files that break. */
    private void lifeSays(String cookie, String settingsText) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.json"), keyFile("current"));
        Path settings = Files.writeString(folder.resolve("panda.settings"), settingsText);
        Authenticator authenticator = open(keys, settings);
        answersSay(authenticator, cookie);
        Files.writeString(keys, keyFile("retired"));
        Files.writeString(settings, settingsText.replace("publicKey=M", "publicKey=!M"));
        authenticator.refresh();
        say(authenticator.health());
        openingSays(keys, settings);
    }

    private static String keyFile(String status) {
        return "{\"keys\":[{\"id\":\"k1\",\"secret\":\"%s\",\"status\":\"%s\"}]}"
                .formatted(SECRET, status);
    }

    private Authenticator open(Path keys, Path settings) {
        return Authenticator.open(
                Optional.of(new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP)),
                Optional.of(
                        new PandaSettings(settings, Cookies.NAME, Set.of("guardian.co.uk"), true)),
                clock);
    }

    private void answersSay(Authenticator authenticator, String cookie) {
        Credentials byHmac =
                new Credentials(
                        Optional.of(token()),
                        Optional.of(HttpDate.format(NOW)),
                        Optional.empty(),
                        List.of(),
                        "/event");
        say(byHmac);
        say(Cookies.request(cookie));
        say(authenticator.authenticate(byHmac));
        say(authenticator.authenticate(Cookies.request(cookie)));
        say(authenticator.authenticate(Cookies.request(cookie + "x")));
        say(authenticator.health());
        say(authenticator);
        assertThat(said)
                .anyMatch(line -> line.contains("k1"))
                .anyMatch(line -> line.contains("2026-11-23"));
    }

    private void openingSays(Path keys, Path settings) {
        try {
            open(keys, settings);
        } catch (AuthSettingsException e) {
            say(e);
            said.addAll(e.problems());
        }
    }

    private void valuesSay(String cookie, String settingsText) {
        Path file = Path.of("any");
        PandaKeys keys = PandaSettingsParser.parse(file, settingsText);
        CookieVerifier verifier =
                new CookieVerifier(
                        keys,
                        new PandaSettings(file, Cookies.NAME, Set.of("guardian.co.uk"), true));
        say(keys);
        say(PandaSettingsParser.values(settingsText));
        say(verifier.verify(cookie, NOW));
        say(PandaCookie.parse(cookie).orElseThrow());
        say(PandaPayload.parse(PandaCookie.parse(cookie).orElseThrow().payload()).orElseThrow());
        say(HmacKeyParser.parse(file, keyFile("current")));
        say(new HmacSigner(SECRET));
        say(new Signed(token(), HttpDate.format(NOW), "/event"));
    }

    private static String token() {
        return new HmacSigner(SECRET)
                .headers(NOW, "/event")
                .getOrDefault(HmacSigner.TOKEN_HEADER, "");
    }
}
