package dev.headrace.plugin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.aws.BucketSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkTraits;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {

    private final S3SinkProvider provider = new S3SinkProvider();

    @Test
    void aBucketIsEnough() {
        S3Settings settings = settings();

        assertThat(settings.traits().idempotency()).isEqualTo(SinkTraits.Idempotency.BY_BATCH);
        assertThat(settings.traits().grouping()).isEqualTo(SinkTraits.Grouping.STREAM_HOUR);
        assertThat(settings.place().prefix()).isEmpty();
        assertThat(settings.bucket().existing()).isEqualTo(BucketSettings.Existing.COMPARE);
    }

    @Test
    void theLayoutOfValuesAsksForBatchesOfOneLayout() {
        assertThat(settings("layout", "values").traits().grouping())
                .isEqualTo(SinkTraits.Grouping.LAYOUT);
    }

    @Test
    void aPrefixEndsInASlash() {
        assertThat(settings("prefix", "lake/web").place().prefix()).isEqualTo("lake/web/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lake", "lake//web", "../lake", "lake/./web", "läke", "lake web"})
    void refusesAPrefixThatMakesKeysThatOthersStumbleOver(String prefix) {
        assertThatThrownBy(() -> settings("prefix", prefix)).hasMessageContaining("prefix: ");
    }

    @Test
    void tellsAllThatDoesNotFitTogetherAtOnce() {
        assertThatThrownBy(() ->
                        settings(
                                "bucket",
                                "b",
                                "kms-key-id",
                                "alias/lake",
                                "kms-bucket-key",
                                "true",
                                "tags",
                                "team"))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(ConfigException.Problem::key)
                                        .containsExactly(
                                                "bucket", "kms-key-id", "kms-bucket-key", "tags"));
    }

    @Test
    void permissionsAreThoseThatTheSettingsNeed() {
        Permissions plain =
                provider.permissions(
                        provider.config()
                                .parse(Map.of("bucket", "example-lake", "prefix", "web/")));
        Permissions more =
                provider.permissions(
                        provider.config()
                                .parse(
                                        Map.of(
                                                "bucket", "example-lake",
                                                "existing", "overwrite",
                                                "tags", "team=web",
                                                "encryption", "kms",
                                                "kms-key-id",
                                                        "arn:aws:kms:eu-west-1:123456789012:key/k")));

        assertThat(((Permissions.Iam) plain).json())
                .contains("s3:PutObject", "s3:GetObject", "arn:aws:s3:::example-lake/web/*")
                .doesNotContain("kms", "Tagging", "\"*\"");
        assertThat(((Permissions.Iam) more).json())
                .contains("kms:GenerateDataKey", "s3:PutObjectTagging", "123456789012:key/k")
                .doesNotContain("s3:GetObject");
    }

    private S3Settings settings(String... given) {
        var config = new HashMap<>(Map.of("bucket", "example-lake"));
        for (int i = 0; i < given.length; i += 2) {
            config.put(given[i], given[i + 1]);
        }
        return S3Settings.from(provider.config().parse(config));
    }
}
