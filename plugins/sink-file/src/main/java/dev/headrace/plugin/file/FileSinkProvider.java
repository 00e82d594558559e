package dev.headrace.plugin.file;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes sinks of type {@code file}. */
public final class FileSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "file";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return FileSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new FileSink(FileSettings.from(config));
    }
}
