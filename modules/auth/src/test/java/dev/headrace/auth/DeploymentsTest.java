package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.auth.SignatureVerdict.Reason;
import dev.headrace.auth.SignatureVerdict.Refused;
import dev.headrace.auth.SignatureVerdict.Signed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final byte[] BODY = "{\"version\":\"0.0.1\"}".getBytes(StandardCharsets.UTF_8);
    private static final String NONCE = "0123456789abcdef";

    @TempDir Path folder;

    private final SteppedClock clock = new SteppedClock(NOW);
    private Deployments deployments;
    private Deployments.Registered registered;

    @BeforeEach
    void open() {
        deployments = deployments();
        registered = deployments.register();
    }

    @Test
    void aReportSignedWithTheKeyIsTheDeploymentsOwn() throws Exception {
        assertThat(verify(deployments, signed(NOW, NONCE))).isEqualTo(new Signed(registered.id()));
    }

    @Test
    void aDeploymentIsKnownAfterARestartAndOnEveryNodeWithTheSameFile() throws Exception {
        assertThat(verify(deployments(), signed(NOW, NONCE)))
                .isEqualTo(new Signed(registered.id()));
    }

    @Test
    void twoDeploymentsHaveTwoIdsAndTwoKeys() {
        Deployments.Registered other = deployments.register();

        assertThat(other.id()).isNotEqualTo(registered.id());
        assertThat(other.key()).isNotEqualTo(registered.key()).hasSize(64);
    }

    @Test
    void anotherBodyIsNotSigned() throws Exception {
        byte[] other = "{\"version\":\"0.0.2\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(deployments.verify(signed(NOW, NONCE), other, other.length))
                .isEqualTo(new Refused(Reason.WRONG));
    }

    @Test
    void theSignatureOfOneDeploymentIsNotAnothers() throws Exception {
        DeploymentSignature signature = signed(NOW, NONCE);
        var stolen =
                new DeploymentSignature(
                        Optional.of(deployments.register().id()),
                        signature.timestamp(),
                        signature.nonce(),
                        signature.signature());

        assertThat(verify(deployments, stolen)).isEqualTo(new Refused(Reason.WRONG));
    }

    @ParameterizedTest
    @CsvSource({"-300, NOT_NOW", "300, NOT_NOW", "-299, ", "299, "})
    void theTimeIsNearerThanFiveMinutes(int seconds, Reason reason) throws Exception {
        SignatureVerdict verdict = verify(deployments, signed(NOW.plusSeconds(seconds), NONCE));

        assertThat(verdict)
                .isEqualTo(reason == null ? new Signed(registered.id()) : new Refused(reason));
    }

    @Test
    void aNonceIsGoodOnceWhileItsTimeIsNear() throws Exception {
        verify(deployments, signed(NOW, NONCE));

        for (int minutes = 0; minutes < 10; minutes++) {
            assertThat(verify(deployments, signed(clock.instant(), NONCE)))
                    .isEqualTo(new Refused(Reason.REPEATED));
            clock.step(Duration.ofMinutes(1));
        }
    }

    @Test
    void aWrongSignatureUsesNoNonceUp() throws Exception {
        byte[] other = {1};
        deployments.verify(signed(NOW, NONCE), other, 1);

        assertThat(verify(deployments, signed(NOW, NONCE))).isEqualTo(new Signed(registered.id()));
    }

    @Test
    void noncesAreBoundedAndFreeAgainLater() throws Exception {
        Deployments small = Deployments.open(file(), new Random(7), clock, 2);
        verify(small, signed(NOW, NONCE + 1));
        verify(small, signed(NOW, NONCE + 2));

        assertThat(verify(small, signed(NOW, NONCE + 3))).isEqualTo(new Refused(Reason.TOO_MANY));

        clock.step(Duration.ofMinutes(10));
        assertThat(verify(small, signed(clock.instant(), NONCE + 3)))
                .isEqualTo(new Signed(registered.id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-      | 1     | 0123456789abcdef | v1=%s",
                "d1-x   | 1     | 0123456789abcdef | v1=%s",
                "d2-3d9c49ce-8367-43ec-8884-568c8d43faec | 1 | 0123456789abcdef | v1=%s",
                "own    | -     | 0123456789abcdef | v1=%s",
                "own    | +1    | 0123456789abcdef | v1=%s",
                "own    | 1e9   | 0123456789abcdef | v1=%s",
                "own    | 1     | -                | v1=%s",
                "own    | 1     | short            | v1=%s",
                "own    | 1     | 0123456789abcde. | v1=%s",
                "own    | 1     | 0123456789abcdef | %s",
                "own    | 1     | 0123456789abcdef | v2=%s",
                "own    | 1     | 0123456789abcdef | v1=%s0",
                "own    | 1     | 0123456789abcdef | v1=xyz",
            })
    void whatHasNotItsFormIsRefused(String id, String time, String nonce, String signature) {
        var malformed =
                new DeploymentSignature(
                        Optional.ofNullable(id)
                                .map(text -> text.equals("own") ? registered.id() : text),
                        Optional.ofNullable(time),
                        Optional.ofNullable(nonce),
                        signature.formatted("0".repeat(64)));

        assertThat(verify(deployments, malformed)).isEqualTo(new Refused(Reason.MALFORMED));
    }

    @Test
    void theKeyFileIsItsOwnersAloneAndNothingShowsAKey() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(registered.toString())
                .contains(registered.id())
                .doesNotContain(registered.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"version\":1,\"key\":\"c2hvcnQ=\"}]}",
                "{\"keys\":[{\"version\":0,\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}",
                "{\"keys\":[{\"version\":1,\"key\":\"not base64!\"}]}",
            })
    void aBadKeyFileStopsTheStartAndIsNotQuoted(String text) throws IOException {
        Path bad = folder.resolve("bad.json");
        Files.writeString(bad, text);

        assertThatThrownBy(() -> Deployments.open(bad, new Random(1), clock))
                .isInstanceOf(AuthSettingsException.class)
                .hasMessageContaining("bad.json")
                .hasMessageNotContaining("not base64!");
    }

    private Deployments deployments() {
        return Deployments.open(file(), new Random(System.nanoTime()), clock);
    }

    private Path file() {
        return folder.resolve("deployments.json");
    }

    private static SignatureVerdict verify(Deployments deployments, DeploymentSignature signature) {
        return deployments.verify(signature, BODY, BODY.length);
    }

    /** As a client would, without any of our own code. */
    private DeploymentSignature signed(Instant at, String nonce) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(registered.key()), "HmacSHA256"));
        mac.update((at.getEpochSecond() + "." + nonce + ".").getBytes(StandardCharsets.UTF_8));
        return new DeploymentSignature(
                Optional.of(registered.id()),
                Optional.of(String.valueOf(at.getEpochSecond())),
                Optional.of(nonce),
                "v1=" + HexFormat.of().formatHex(mac.doFinal(BODY)));
    }
}
