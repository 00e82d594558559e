package dev.headrace.benchmark;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import java.nio.file.Path;

/** Makes sinks that can be made slow, deaf or absent from outside, by a file. */
public final class SwitchSinkProvider implements SinkProvider {

    static final String TYPE = "switch";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return ConfigSpec.builder()
                .required("mode-file", ConfigField.Type.TEXT, "File that holds the mode.")
                .build();
    }

    @Override
    public Sink create(SinkConfig config) {
        return new SwitchSink(Path.of(config.text("mode-file")));
    }
}
