package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.FaultFront;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bucket with a front before it that knows its troubles; DuckDB reads its objects. */
record BucketTarget(S3Proxy server, FaultFront front, LakeTarget objects) implements Target {

    static BucketTarget start() throws IOException {
        S3Proxy server = S3Proxy.start();
        return new BucketTarget(
                server, new FaultFront(server.port()), new LakeTarget(server.folder()));
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.of(front.address());
    }

    @Override
    public List<StoredEvent> stored() throws Exception {
        return objects.stored();
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
