package dev.headrace.plugin.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.aws.BucketSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Permissions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetSettingsTest {

    private final ParquetSinkProvider provider = new ParquetSinkProvider();

    @ParameterizedTest
    @CsvSource({
        "s3://example-lake, ''",
        "s3://example-lake/, ''",
        "s3://example-lake/tables, tables/",
        "s3://example-lake/web/tables/, web/tables/"
    })
    void aPathInS3IsABucketAndAPrefix(String path, String prefix) {
        BucketSettings bucket = settings(Map.of("path", path)).bucket().orElseThrow();

        assertThat(bucket.place().bucket()).isEqualTo("example-lake");
        assertThat(bucket.place().prefix()).isEqualTo(prefix);
        assertThat(bucket.existing()).isEqualTo(BucketSettings.Existing.COMPARE);
    }

    @Test
    void anyOtherPathIsAFolder() {
        assertThat(settings(Map.of("path", "target/lake/../tables")).target())
                .isEqualTo(
                        new ParquetSettings.Target.Local(
                                Path.of("target/tables").toAbsolutePath()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3:///tables",
                "s3://ab",
                "s3://example-lake/../x",
                "s3://example-lake//x"
            })
    void aPathInS3ThatCannotBeIsRefused(String path) {
        assertThatThrownBy(() -> settings(Map.of("path", path)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("path");
    }

    @Test
    void whatIsForS3AloneIsRefusedBesideAFolder() {
        assertThatThrownBy(() ->
                        settings(
                                Map.of(
                                        "path", "/var/lake",
                                        "region", "eu-west-1",
                                        "role-arn", "arn:aws:iam::123456789012:role/lake")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("region")
                .hasMessageContaining("role-arn")
                .hasMessageContaining("s3://bucket/prefix");
    }

    @Test
    void allProblemsOfABucketAreToldAtOnce() {
        assertThatThrownBy(() ->
                        settings(
                                Map.of(
                                        "path", "s3://a/b",
                                        "kms-key-id", "k",
                                        "tags", "x=,=")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("path")
                .hasMessageContaining("kms-key-id")
                .hasMessageContaining("tags");
    }

    @Test
    void needsNoPermissionsForAFolderAndTheLeastForABucket() {
        assertThat(permissions(Map.of("path", "/var/lake"))).isInstanceOf(Permissions.None.class);
        assertThat(
                        ((Permissions.Iam) permissions(Map.of("path", "s3://example-lake/tables")))
                                .json())
                .contains("s3:PutObject", "s3:GetObject", "arn:aws:s3:::example-lake/tables/*")
                .doesNotContain("kms", "Tagging", "\"*\"");
    }

    private Permissions permissions(Map<String, String> given) {
        return provider.permissions(provider.config().parse(given));
    }

    private ParquetSettings settings(Map<String, String> given) {
        return ParquetSettings.from(provider.config().parse(new HashMap<>(given)));
    }
}
