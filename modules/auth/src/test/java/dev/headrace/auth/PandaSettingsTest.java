package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PandaSettingsTest {

    private static final Path FILE = Path.of("panda.settings");
    private static final VectorFile VECTORS = VectorFile.shipped();

    @ParameterizedTest
    @CsvSource({
        "a@guardian.co.uk,              true",
        "a@Guardian.CO.UK,              true",
        "a@x@guardian.co.uk,            true",
        "a@notguardian.co.uk,           false",
        "a@guardian.co.uk.evil.example, false",
        "a@sub.guardian.co.uk,          false",
        "a@guardian.co.uk@evil.example, false",
        "guardian.co.uk,                false",
        "@guardian.co.uk,               false",
        "a@guardian.co.u\u212A,         false",
        "a@'guardian.co.uk ',           false",
        "a@,                            false"
    })
    void letsInByEqualityOfTheDomain(String email, boolean allowed) {
        PandaSettings settings = settings(Set.of("guardian.co.UK"));

        assertThat(settings.allows(new PandaPayload(email, Instant.EPOCH, true)))
                .isEqualTo(allowed);
    }

    @Test
    void letsNobodyInWithoutDomains() {
        assertThat(settings(Set.of()).allows(new PandaPayload("a@b.c", Instant.EPOCH, true)))
                .isFalse();
    }

    @Test
    void asksForMultifactorOnlyWhenRequired() {
        PandaPayload without = new PandaPayload("a@b.c", Instant.EPOCH, false);

        assertThat(new PandaSettings(FILE, "c", Set.of("b.c"), true).allows(without)).isFalse();
        assertThat(new PandaSettings(FILE, "c", Set.of("b.c"), false).allows(without)).isTrue();
    }

    @Test
    void putsTheActiveKeyFirstAndEachKeyOnce() {
        String text =
                "alsoAccept.b.publicKey=%s\npublicKey=%s\nalsoAccept.again.publicKey=%s\n"
                        .formatted(
                                VECTORS.publicKey("B"),
                                VECTORS.publicKey("A"),
                                VECTORS.publicKey("A"));

        assertThat(PandaSettingsParser.parse(FILE, text).accepted())
                .containsExactly(
                        PandaKey.parse(VECTORS.publicKey("A")),
                        PandaKey.parse(VECTORS.publicKey("B")));
    }

    @Test
    void listsEveryProblemWithoutRepeatingValues() {
        String text =
                """
                privateKey=canary
                publicKey=canary!
                alsoAccept.0.publicKey=
                alsoAccept.1.publicKey=Y2FuYXJ5
                alsoAccept.1.publicKey=Y2FuYXJ5
                alsoAccept.2.publicKey=%s
                """
                        .formatted(smallKey());

        assertThatThrownBy(() -> PandaSettingsParser.parse(FILE, text))
                .isInstanceOfSatisfying(
                        AuthSettingsException.class,
                        refusal ->
                                assertThat(refusal.problems())
                                        .isEqualTo(
                                                List.of(
                                                        "panda.settings: alsoAccept.1.publicKey stands there twice",
                                                        "panda.settings: publicKey is not base64",
                                                        "panda.settings: alsoAccept.0.publicKey is empty",
                                                        "panda.settings: alsoAccept.1.publicKey is not an RSA public key",
                                                        "panda.settings: alsoAccept.2.publicKey has only 1024 bits; at least 2048 are safe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "publicKey:x", "[s]\npublicKey=x", "PublicKey=x", "# publicKey=x"})
    void refusesAFileWithoutAnActiveKey(String text) {
        assertThatThrownBy(() -> PandaSettingsParser.parse(FILE, text))
                .hasMessage("panda.settings: has no publicKey outside of sections");
    }

    @Test
    void namesKeysAsUpstreamDoes() {
        assertThat(PandaKey.parse(VECTORS.publicKey("A")).id()).matches("[0-9a-z]{5}");
        assertThat(PandaSettingsParser.parse(FILE, VECTORS.settings("A", List.of("B"))).summary())
                .isEqualTo(
                        "active key %s, also accepted %s"
                                .formatted(
                                        PandaKey.parse(VECTORS.publicKey("A")).id(),
                                        PandaKey.parse(VECTORS.publicKey("B")).id()));
    }

    private static PandaSettings settings(Set<String> domains) {
        return new PandaSettings(FILE, Cookies.NAME, domains, true);
    }

    private static String smallKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
