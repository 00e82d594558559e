package dev.headrace.plugin.kinesis;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code kinesis}. */
public final class KinesisSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "kinesis";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return KinesisSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new KinesisSink(KinesisSettings.from(config));
    }

    @Override
    public Permissions permissions(SinkConfig config) {
        return KinesisPermissions.of(KinesisSettings.from(config));
    }
}
