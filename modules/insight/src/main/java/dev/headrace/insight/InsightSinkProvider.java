package dev.headrace.insight;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import java.util.function.Supplier;

/** The built-in sink type {@code insight}; the application gives it the store. */
public final class InsightSinkProvider implements SinkProvider {

    private final Supplier<InsightStore> store;
    private final SubjectDigests digests;

    /**
     * @param store asked when a sink is opened, not before
     * @param digests asked when a batch is written, not before
     */
    public InsightSinkProvider(Supplier<InsightStore> store, SubjectDigests digests) {
        this.store = store;
        this.digests = digests;
    }

    @Override
    public String type() {
        return InsightHints.INSIGHT;
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return ConfigSpec.builder().build();
    }

    @Override
    public Sink create(SinkConfig config) {
        return new InsightSink(store, digests);
    }
}
