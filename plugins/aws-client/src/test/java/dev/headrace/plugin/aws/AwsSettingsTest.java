package dev.headrace.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

class AwsSettingsTest {

    @Test
    void everythingMayBeLeftToTheSurroundings() {
        AwsSettings settings = settings(Map.of());

        assertThat(settings.region()).isEmpty();
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.role()).isEmpty();
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.timeouts().call()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void everythingMayBeSaid() {
        AwsSettings settings =
                settings(
                        Map.of(
                                "region", "eu-west-1",
                                "endpoint", "https://lake.example.org:9000",
                                "access-key-id", "AKIDEXAMPLE",
                                "secret-access-key", "not-for-eyes",
                                "session-token", "nor-this",
                                "role-arn", "arn:aws:iam::123456789012:role/lake/writer",
                                "role-external-id", "lake-7",
                                "role-endpoint", "https://sts.example.org"));

        AwsRole role = settings.role().orElseThrow();
        assertThat(settings.region()).contains(Region.EU_WEST_1);
        assertThat(settings.endpoint()).contains(URI.create("https://lake.example.org:9000"));
        assertThat(settings.keys())
                .contains(AwsSessionCredentials.create("AKIDEXAMPLE", "not-for-eyes", "nor-this"));
        assertThat(role.externalId()).contains("lake-7");
        assertThat(role.session()).isEqualTo("headrace");
        assertThat(role.endpoint()).contains(URI.create("https://sts.example.org"));
    }

    @Test
    void tellsAllThatDoesNotFitTogetherAtOnce() {
        Map<String, String> given =
                Map.of(
                        "secret-access-key", "not-for-eyes",
                        "endpoint", "lake.example.org",
                        "role-external-id", "lake-7",
                        "attempt-timeout", "2m",
                        "call-timeout", "1m");

        assertThatThrownBy(() -> settings(given))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(ConfigException.Problem::key)
                                        .containsExactlyInAnyOrder(
                                                "access-key-id",
                                                "role-external-id",
                                                "endpoint",
                                                "attempt-timeout"));
    }

    @Test
    void refusesARoleThatIsNone() {
        assertThatThrownBy(() -> settings(Map.of("role-arn", "lake-writer")))
                .hasMessageContaining("role-arn: is not a role");
    }

    @Test
    void keepsCredentialsToItself() {
        Map<String, String> given =
                Map.of(
                        "access-key-id", "AKIDEXAMPLE",
                        "secret-access-key", "not-for-eyes",
                        "session-token", "nor-this");

        SinkConfig config = AwsSettings.declare(ConfigSpec.builder()).build().parse(given);

        assertThat(config.toString()).doesNotContain("AKIDEXAMPLE", "not-for-eyes", "nor-this");
        assertThat(AwsSettings.from(config).toString()).doesNotContain("not-for-eyes", "nor-this");
    }

    static AwsSettings settings(Map<String, String> given) {
        return AwsSettings.from(AwsSettings.declare(ConfigSpec.builder()).build().parse(given));
    }
}
