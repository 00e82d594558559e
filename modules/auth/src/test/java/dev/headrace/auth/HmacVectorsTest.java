package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.HmacAuthenticator.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

final class HmacVectorsTest {

    private final VectorFile vectors = VectorFile.asked();

    @TestFactory
    Stream<DynamicTest> judgesEverySignatureAsExpected() {
        return VectorFile.tests(vectors.at("hmac", "vectors"), HmacVectorsTest::judgesAsExpected);
    }

    @Test
    void windowAndHeaderNamesAreThoseOfTheVectors() {
        assertThat(HmacAuthenticator.WINDOW)
                .isEqualTo(Duration.ofMillis(vectors.at("hmac", "windowMillis").asLong()));
        assertThat(HmacSigner.TOKEN_HEADER)
                .isEqualTo(vectors.at("hmac", "headers", "token").asString());
        assertThat(HmacSigner.DATE_HEADER)
                .isEqualTo(vectors.at("hmac", "headers", "date").asString());
        assertThat(HmacSigner.SERVICE_NAME_HEADER)
                .isEqualTo(vectors.at("hmac", "headers", "serviceName").asString());
    }

    /**
     * Where upstream's libraries disagree, either answer is right, but there must be one; that ours
     * is the stricter is tested where such texts are read.
     */
    private static void judgesAsExpected(JsonNode vector) {
        Instant now = Instant.ofEpochMilli(vector.path("clockEpochMillis").asLong());
        Signed signed =
                new Signed(
                        vector.path("token").asString(),
                        vector.path("date").asString(),
                        vector.path("path").asString());

        Optional<HmacKey> key =
                HmacAuthenticator.verify(
                        keys(vector, now), signed, HmacSettings.DEFAULT_OVERLAP, now);

        JsonNode expected = vector.path("expected");
        assertThat(key.isPresent())
                .as(vector.path("name").asString())
                .isIn(expected.isBoolean() ? Set.of(expected.booleanValue()) : Set.of(true, false));
    }

    /** The last secret is the current one. */
    private static HmacKeys keys(JsonNode vector, Instant now) {
        List<HmacKey> keys = new ArrayList<>();
        for (JsonNode secret : vector.path("secrets")) {
            keys.add(
                    new HmacKey(
                            "k" + keys.size(),
                            new HmacSigner(secret.asString()),
                            keys.size() + 1 < vector.path("secrets").size()
                                    ? Optional.of(now.minus(Duration.ofDays(1)))
                                    : Optional.empty()));
        }
        return new HmacKeys(keys);
    }
}
