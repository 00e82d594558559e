package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.BucketPermissions;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code parquet}. */
public final class ParquetSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "parquet";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return ParquetFields.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new ParquetSink(ParquetSettings.from(config));
    }

    @Override
    public Permissions permissions(SinkConfig config) {
        return ParquetSettings.from(config)
                .bucket()
                .map(BucketPermissions::of)
                .orElseGet(Permissions.None::new);
    }
}
