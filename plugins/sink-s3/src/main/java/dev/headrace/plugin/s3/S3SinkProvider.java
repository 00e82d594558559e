package dev.headrace.plugin.s3;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code s3}. */
public final class S3SinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return S3Fields.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new S3Sink(S3Settings.from(config));
    }

    @Override
    public Permissions permissions(SinkConfig config) {
        return S3Permissions.of(S3Settings.from(config));
    }
}
