package dev.headrace.plugin.firehose;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code firehose}. */
public final class FirehoseSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "firehose";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return FirehoseSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new FirehoseSink(FirehoseSettings.from(config));
    }

    @Override
    public Permissions permissions(SinkConfig config) {
        return FirehosePermissions.of(FirehoseSettings.from(config));
    }
}
