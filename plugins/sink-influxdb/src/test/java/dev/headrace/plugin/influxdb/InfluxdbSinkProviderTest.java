package dev.headrace.plugin.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkTraits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxdbSinkProviderTest {

    private final InfluxdbSinkProvider provider = new InfluxdbSinkProvider();

    @Test
    void asksForFiveThousandEventsOrASecond() {
        SinkTraits traits =
                provider.create(
                                provider.config()
                                        .parse(Map.of("url", "http://x:8086", "database", "d")))
                        .traits();

        assertThat(traits.maxRecords()).isEqualTo(5_000);
        assertThat(traits.linger()).isEqualTo(Duration.ofSeconds(1));
        assertThat(traits.grouping()).isEqualTo(SinkTraits.Grouping.NONE);
        assertThat(traits.idempotency()).isEqualTo(SinkTraits.Idempotency.BY_RECORD);
    }

    @ParameterizedTest
    @CsvSource({
        "url=http://x, database: is missing; api v1 needs it",
        "url=http://x api=v2 org=o bucket=b, token: is missing; api v2 needs it",
        "url=http://x database=d bucket=b, bucket: is not used with api v1",
        "url=http://x api=v2 org=o bucket=b token=t user=u, user: is not used with api v2",
        "url=http://x database=d user=u, password: user and password go together",
        "url=http://u:p@x database=d, url: must not hold credentials",
        "url=ftp://x database=d, url: must be like",
        "url=x database=d, url: must be like",
        "url=http://x?q=1 database=d, url: must be like"
    })
    void refusesSettingsThatDoNotFitTogether(String settings, String problem) {
        var given = new HashMap<String, String>();
        for (String pair : settings.split(" ")) {
            given.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }

        assertThatThrownBy(() -> provider.create(provider.config().parse(given)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }
}
