package dev.headrace.plugin.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Ordering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

class KinesisSettingsTest {

    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/telemetry";

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(SinkProvider.class))
                .hasAtLeastOneElementOfType(KinesisSinkProvider.class);
    }

    @Test
    void batchesFitTheLimitsOfACall() {
        SinkTraits traits = KinesisSettings.from(config(Map.of())).traits();

        assertThat(traits.maxRecords()).isEqualTo(500);
        assertThat(traits.maxBytes()).isLessThan(5L << 20);
        assertThat(traits.maxRecordBytes()).isLessThan(1L << 20);
        assertThat(traits.ordering()).isEqualTo(Ordering.NONE);
    }

    @Test
    void anOrderIsKeptOnlyWhereItIsAskedFor() {
        assertThat(KinesisSettings.from(config(Map.of("order", "per-key"))).traits().ordering())
                .isEqualTo(Ordering.PER_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "arn:aws:s3:::bucket", "ü"})
    void aNameThatNoStreamCanHaveIsRefused(String name) {
        assertThatThrownBy(() -> KinesisSettings.from(config(Map.of("stream-name", name))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("stream-name");
    }

    @Test
    void needsNoMoreThanToWriteAndToDescribeItsStream() {
        assertThat(policy(Map.of("region", "eu-west-1")))
                .contains("kinesis:PutRecords", "kinesis:DescribeStreamSummary")
                .contains("arn:aws:kinesis:eu-west-1:*:stream/telemetry")
                .doesNotContain("kinesis:*");
    }

    @Test
    void aStreamOfAnotherAccountIsNamedByItsArn() {
        String role = "arn:aws:iam::123456789012:role/telemetry";

        assertThat(policy(Map.of("stream-name", ARN, "role-arn", role)))
                .contains(ARN)
                .contains("sts:AssumeRole", role);
    }

    private static String policy(Map<String, String> more) {
        Permissions permissions = new KinesisSinkProvider().permissions(config(more));
        return ((Permissions.Iam) permissions).json();
    }

    private static SinkConfig config(Map<String, String> more) {
        var config = new HashMap<String, String>();
        config.put("stream-name", "telemetry");
        config.putAll(more);
        return KinesisSettings.SPEC.parse(config);
    }
}
