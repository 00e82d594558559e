package dev.headrace.plugin.parquet;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The conformance kit against a real folder, which DuckDB reads. */
class ParquetConformanceIT extends SinkContract {

    @TempDir private static Path temp;

    @Override
    protected SinkProvider provider() {
        return new ParquetSinkProvider();
    }

    @Override
    protected Target start() {
        return new LakeTarget(temp.resolve("lake"));
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return Map.of("path", temp.resolve("lake").toString(), "max-file-size", "8MiB");
    }
}
