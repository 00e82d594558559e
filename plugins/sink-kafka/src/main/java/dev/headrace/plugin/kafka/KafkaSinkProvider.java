package dev.headrace.plugin.kafka;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code kafka}. */
public final class KafkaSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "kafka";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return KafkaSpec.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new KafkaSink(KafkaSettings.from(config));
    }

    @Override
    public Permissions permissions(SinkConfig config) {
        return KafkaPermissions.of(config);
    }
}
