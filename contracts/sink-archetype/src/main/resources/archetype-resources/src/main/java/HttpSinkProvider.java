package ${package};

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** The sink type {@code ${type}}. Named in META-INF/services, by which Headrace finds it. */
public final class HttpSinkProvider implements SinkProvider {

    @Override
    public String type() {
        return "${type}";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return HttpSettings.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new HttpSink(HttpSettings.from(config));
    }
}
