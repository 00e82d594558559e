package dev.headrace.plugin.influxdb;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code influxdb}. */
public final class InfluxdbSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "influxdb";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return InfluxdbSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new InfluxdbSink(InfluxdbSettings.from(config));
    }
}
