package dev.headrace.plugin.postgresql;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** The sink type {@code postgresql}; found by {@link java.util.ServiceLoader}. */
public final class PostgresqlSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return PostgresqlSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new PostgresqlSink(PostgresqlSettings.from(config));
    }
}
