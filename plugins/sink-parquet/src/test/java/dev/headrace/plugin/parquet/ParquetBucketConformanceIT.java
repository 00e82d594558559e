package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** The conformance kit against S3Proxy, whose objects DuckDB reads. */
class ParquetBucketConformanceIT extends SinkContract {

    @Override
    protected SinkProvider provider() {
        return new ParquetSinkProvider();
    }

    @Override
    protected Target start() throws IOException {
        return BucketTarget.start();
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return S3Proxy.way(
                address.orElseThrow().getPort(),
                "path",
                "s3://" + S3Proxy.BUCKET,
                "max-file-size",
                "8MiB");
    }
}
