package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.FaultFront;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conformance kit against S3Proxy, which checks signatures and conditions. */
class S3ConformanceIT extends SinkContract {

    @Override
    protected SinkProvider provider() {
        return new S3SinkProvider();
    }

    @Override
    protected Target start() throws IOException {
        S3Proxy server = S3Proxy.start();
        return new Lake(server, new FaultFront(server.port()));
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return S3Proxy.config(
                address.orElseThrow().getPort(), "linger", "100ms", "existing", "compare");
    }

    /** The server with a front before it that knows its troubles. */
    private record Lake(S3Proxy server, FaultFront front) implements Target {

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.of(front.address());
        }

        @Override
        public List<StoredEvent> stored() throws IOException {
            var stored = new ArrayList<StoredEvent>();
            for (String key : server.keys()) {
                for (String line : ObjectLines.of(server, key)) {
                    JsonNode envelope = JsonMapper.shared().readTree(line);
                    stored.add(
                            new StoredEvent(
                                    envelope.get("id").asString(), Optional.of(event(line))));
                }
            }
            return stored;
        }

        /** As it was written, not as a parser would write it again: the envelope's last member. */
        private static String event(String line) {
            int start = line.indexOf(",\"event\":{", line.indexOf(",\"principal\":{"));
            return line.substring(start + ",\"event\":".length(), line.length() - 1);
        }

        @Override
        public void clear() throws IOException {
            server.clear();
        }

        @Override
        public Map<Trouble, Switch> troubles() {
            return Map.of(
                    Trouble.FULL, () -> front.always(507, "XMinioStorageFull"),
                    Trouble.DENIED, () -> front.always(403, "AccessDenied"),
                    Trouble.THROTTLED, () -> front.always(503, "SlowDown"),
                    Trouble.DOWN, () -> front.always(0, ""));
        }

        @Override
        public void close() throws IOException {
            front.close();
            server.close();
        }
    }
}
