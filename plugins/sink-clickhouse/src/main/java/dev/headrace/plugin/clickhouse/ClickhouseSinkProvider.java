package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code clickhouse}. */
public final class ClickhouseSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "clickhouse";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return ClickhouseSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new ClickhouseSink(ClickhouseSettings.from(config));
    }
}
