package dev.headrace.plugin.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirehoseSettingsTest {

    private final SinkProvider provider = new FirehoseSinkProvider();

    @Test
    void isFoundByItsType() {
        assertThat(ServiceLoader.load(SinkProvider.class))
                .extracting(SinkProvider::type)
                .containsExactly("firehose");
    }

    @Test
    void limitsAreBelowThoseOfFirehose() {
        SinkTraits traits =
                provider.create(provider.config().parse(Map.of("stream-name", "events"))).traits();

        assertThat(traits.maxRecords()).isEqualTo(500);
        assertThat(traits.maxBytes()).isLessThan(4 << 20);
        assertThat(traits.maxRecordBytes()).isLessThan(1_000 << 10);
        assertThat(traits.idempotency()).isEqualTo(SinkTraits.Idempotency.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "arn:aws:firehose:x", "a b", "ü"})
    void refusesWhatIsNoStreamsName(String name) {
        assertThatThrownBy(
                        () -> provider.create(provider.config().parse(Map.of("stream-name", name))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("stream-name");
    }

    @Test
    void thePolicyNamesTheStreamAndTwoActions() {
        Permissions permissions =
                provider.permissions(
                        provider.config()
                                .parse(Map.of("stream-name", "events", "region", "eu-west-1")));

        assertThat(permissions)
                .isEqualTo(
                        new Permissions.Iam(
                                List.of(
                                        new Permissions.Iam.Statement(
                                                "PutRecords",
                                                List.of(
                                                        "firehose:PutRecordBatch",
                                                        "firehose:DescribeDeliveryStream"),
                                                List.of(
                                                        "arn:aws:firehose:eu-west-1:*:deliverystream/events")))));
    }
}
