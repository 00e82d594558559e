package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(SinkProvider.class))
                .hasAtLeastOneElementOfType(KafkaSinkProvider.class);
    }

    @Test
    void theDefaultsKeepTheOrderOfKeysAndPromiseNoMoreThanOnceOrMore() {
        SinkTraits traits = settings(Map.of()).traits();

        assertThat(traits.ordering()).isEqualTo(Ordering.PER_KEY);
        assertThat(traits.idempotency()).isEqualTo(Idempotency.NONE);
        assertThat(traits.grouping()).isEqualTo(Grouping.NONE);
    }

    @Test
    void aTopicPerStreamAsksForBatchesOfOneStream() {
        assertThat(settings(Map.of("topic", "events.{stream}")).traits().grouping())
                .isEqualTo(Grouping.STREAM);
    }

    @Test
    void exactlyOnceAsksForPlans() {
        assertThat(settings(Map.of("delivery", "exactly-once")).traits().idempotency())
                .isEqualTo(Idempotency.BY_BATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "{Stream}", "{stream", "..", "ü"})
    void aNameThatNoTopicCanHaveIsRefused(String topic) {
        assertThatThrownBy(() -> settings(Map.of("topic", topic)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "broker:", "a:1;b:2", "kafka://a:9092"})
    void brokersAreHostsWithPorts(String brokers) {
        assertThatThrownBy(() -> settings(Map.of("brokers", brokers)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("host:port");
    }

    @Test
    void severalBrokersMayBeNamedAndAddressesOfTheSixthVersionToo() {
        assertThat(settings(Map.of("brokers", "a:9092, b:9092,[::1]:9092")).brokers())
                .containsExactly("a:9092", "b:9092", "[::1]:9092");
    }

    @ParameterizedTest
    @CsvSource({
        "tls-ca, /ca.pem, tls",
        "tls-certificate, /own.pem, tls",
        "user, somebody, sasl",
        "password, hidden, sasl"
    })
    void whatHasNoEffectIsRefused(String key, String value, String needed) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no effect without " + needed);
    }

    @Test
    void aLoginNeedsUserAndPasswordAndTellsBothAtOnce() {
        assertThatThrownBy(() -> settings(Map.of("sasl", "plain")))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void aPasswordIsQuotedForTheClientAndInNoTextOfTheSettings() {
        KafkaSettings settings =
                settings(Map.of("sasl", "scram-sha-512", "user", "u", "password", "a\"b\\c"));

        assertThat(settings.security().properties().get("sasl.jaas.config"))
                .asString()
                .contains("password=\"a\\\"b\\\\c\";");
        assertThat(settings.toString()).doesNotContain("a\"b");
    }

    @Test
    void theBufferHoldsTwoRequestsAtLeast() {
        assertThatThrownBy(
                        () -> settings(Map.of("buffer-memory", "2MiB", "max-request-size", "2MiB")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("buffer-memory");
    }

    @Test
    void asksForNoMoreThanToWriteItsTopicAndToLookAtItsSettings() {
        assertThat(permissions(Map.of("sasl", "plain", "user", "o'hara", "password", "hidden")))
                .isEqualTo(
                        "kafka-acls --bootstrap-server localhost:9092 --add --allow-principal"
                                + " 'User:o'\\''hara' --operation Write --operation DescribeConfigs"
                                + " --topic telemetry\n");
    }

    @Test
    void aTopicPerStreamAsksForAllThatBeginSo() {
        assertThat(permissions(Map.of("topic", "a.{stream}.b")))
                .contains(" --topic a. --resource-pattern-type prefixed\n");
        assertThat(permissions(Map.of("topic", "{stream}"))).contains(" --topic '*'\n");
    }

    @Test
    void exactlyOnceAsksForItsTransactionsAndTheGroupsThatHoldTheBatches() {
        assertThat(permissions(Map.of("delivery", "exactly-once", "transactional-id", "node-7")))
                .contains(" --operation Read --topic telemetry\n")
                .contains(" --operation Write --transactional-id node-7- --resource-pattern-type")
                .contains(" --operation Read --group node-7- --resource-pattern-type prefixed\n");
    }

    @Test
    void theExamplesAreSettingsThatItTakes() {
        assertThat(KafkaSettings.from(KafkaSpec.SPEC.parse(KafkaSpec.SPEC.examples())).brokers())
                .hasSize(2);
    }

    private static String permissions(Map<String, String> more) {
        Permissions permissions = new KafkaSinkProvider().permissions(config(more));
        return ((Permissions.Commands) permissions).text();
    }

    private static KafkaSettings settings(Map<String, String> more) {
        return KafkaSettings.from(config(more));
    }

    private static SinkConfig config(Map<String, String> more) {
        var config = new HashMap<String, String>();
        config.put("brokers", "localhost:9092");
        config.put("topic", "telemetry");
        config.putAll(more);
        return KafkaSpec.SPEC.parse(config);
    }
}
