package dev.headrace.plugin.opensearch;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Against a real OpenSearch 3.8. */
@Tag("real-server")
class OpenSearchConformanceIT extends SinkContract {

    @Override
    protected SinkProvider provider() {
        return new OpenSearchSinkProvider();
    }

    @Override
    protected Target start() throws Exception {
        return new OpenSearchTarget();
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        InetSocketAddress to = address.orElseThrow();
        return Map.of(
                "url",
                "http://127.0.0.1:" + to.getPort(),
                "replicas",
                "0",
                "timeout",
                "10s",
                "max-request-size",
                "4MiB");
    }

    /** OpenSearch takes no member without a name. */
    @Override
    protected Optional<String> poison() {
        return Optional.of("{\"n\":1,\"text\":\"x\",\"\":1}");
    }
}
