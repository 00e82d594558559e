package dev.headrace.sink.tck;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes exemplary sinks of a {@link Depot}; the zoo makes others. */
public class DepotProvider implements SinkProvider {

    @Override
    public String type() {
        return "depot";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return spec(ConfigField.Type.SECRET, "What the depot knows this sink by.");
    }

    static ConfigSpec spec(ConfigField.Type token, String doc) {
        return ConfigSpec.builder()
                .required("port", ConfigField.Type.INTEGER, "Where the depot listens.")
                .required("token", token, doc)
                .build();
    }

    @Override
    public Sink create(SinkConfig config) {
        return new DepotSink(config);
    }
}
