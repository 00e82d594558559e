package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresqlSinkProviderTest {

    private static final String URL = "jdbc:postgresql://127.0.0.1:5432/telemetry";

    private final PostgresqlSinkProvider provider = new PostgresqlSinkProvider();

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(SinkProvider.class))
                .filteredOn(PostgresqlSinkProvider.class::isInstance)
                .singleElement()
                .satisfies(found -> assertThat(found.type()).isEqualTo("postgresql"))
                .satisfies(found -> assertThat(found.spiLevel()).isEqualTo(SinkProvider.SPI_LEVEL));
    }

    @Test
    void needsNothingButAUrl() {
        Sink sink = provider.create(provider.config().parse(Map.of("url", URL)));

        SinkTraits traits = sink.traits();
        assertThat(traits.grouping()).isEqualTo(SinkTraits.Grouping.STREAM);
        assertThat(traits.idempotency()).isEqualTo(SinkTraits.Idempotency.BY_RECORD);
        assertThat(traits.parallelWrites()).isEqualTo(2);
        assertThat(traits.maxRecords()).isEqualTo(5_000);
    }

    @Test
    void keepsThePasswordOutOfTheSettingsText() {
        SinkConfig config =
                provider.config().parse(Map.of("url", URL, "password", "canary", "user", "u"));

        assertThat(config.toString()).doesNotContain("canary");
        assertThat(PostgresqlSettings.from(config).toString()).doesNotContain("canary");
    }

    @Test
    void listsEverySettingThatIsOutOfItsBounds() {
        var given = new HashMap<String, String>();
        given.put("url", "postgres://somewhere/else");
        given.put("schema", "pg_own");
        given.put("parallel-writes", "65");
        given.put("max-records", "0");
        given.put("linger", "2h");
        given.put("timeout", "10ms");
        SinkConfig config = provider.config().parse(given);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> provider.create(config))
                .satisfies(e ->
                        assertThat(e.problems())
                                .extracting(ConfigException.Problem::key)
                                .containsExactly(
                                        "url",
                                        "schema",
                                        "parallel-writes",
                                        "max-records",
                                        "linger",
                                        "timeout"));
    }

    @Test
    void refusesAPasswordInTheUrlWithoutShowingIt() {
        SinkConfig config = provider.config().parse(Map.of("url", URL + "?password=canary"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> provider.create(config))
                .withMessageContaining("holds a password")
                .withMessageNotContaining("canary");
    }

    @Test
    void closesWithoutHavingBeenOpened() {
        Sink sink = provider.create(provider.config().parse(Map.of("url", URL)));

        sink.close();
        sink.close();

        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() -> sink.write(Events.batch("orders", 0, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "owner-password, secret, owner-password",
        "owner-user, keeper, user",
    })
    void refusesHalfAnOwner(String key, String value, String blamed) {
        SinkConfig config = provider.config().parse(Map.of("url", URL, key, value));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> provider.create(config))
                .satisfies(e -> assertThat(e.problems().getFirst().key()).isEqualTo(blamed));
    }

    @Test
    void refusesAnOwnerThatIsTheWriter() {
        SinkConfig config =
                provider.config().parse(Map.of("url", URL, "user", "one", "owner-user", "one"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> provider.create(config))
                .withMessageContaining("is the same as user");
    }
}
