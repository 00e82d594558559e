package dev.headrace.sink.tck;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes exemplary sinks of a {@link Shelf}; the zoo makes others. */
public class ShelfProvider implements SinkProvider {

    @Override
    public String type() {
        return "shelf";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return ConfigSpec.builder()
                .required("folder", ConfigField.Type.TEXT, "The folder of the shelf.")
                .build();
    }

    @Override
    public Sink create(SinkConfig config) {
        return new ShelfSink(config);
    }
}
