package dev.headrace.plugin.opensearch;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code opensearch}. */
public final class OpenSearchSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "opensearch";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return OpenSearchSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new OpenSearchSink(OpenSearchSettings.from(config));
    }
}
