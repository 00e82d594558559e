package dev.headrace.plugin.file;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Lake;
import dev.headrace.sink.LakeProvider;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import java.util.Map;
import java.util.Optional;

/** Makes sinks of type {@code file}. */
public final class FileSinkProvider implements SinkProvider, LakeProvider {

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

    @Override
    public Optional<Map<String, String>> settingsOf(String place) {
        return place.contains("://") ? Optional.empty() : Optional.of(Map.of("path", place));
    }

    @Override
    public Lake lake(SinkConfig config) {
        return new FileLake(FileSettings.from(config).path());
    }
}
