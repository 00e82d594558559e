package ${package};

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Every promise that a sink makes, tried against a real target. */
class HttpSinkConformanceIT extends SinkContract {

    @TempDir static Path folder;

    @Override
    protected SinkProvider provider() {
        return new HttpSinkProvider();
    }

    @Override
    protected Target start() throws IOException {
        return new CollectorTarget(folder.resolve("batches"));
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return Map.of(
                "url", "http://127.0.0.1:" + address.orElseThrow().getPort() + "/batches",
                "token", CollectorTarget.TOKEN);
    }
}
