package dev.headrace.plugin.kinesis;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.Target;

import org.junit.jupiter.api.AfterAll;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * The conformance kit against kinesalite, by the JSON form of the protocol, which the front reads.
 */
class KinesisConformanceIT extends SinkContract {

    private static final String CBOR = "aws.cborEnabled";

    @Override
    protected SinkProvider provider() {
        return new KinesisSinkProvider();
    }

    @Override
    protected Target start() throws Exception {
        System.setProperty(CBOR, "false");
        return new KinesisTarget();
    }

    @AfterAll
    static void speakCborAgain() {
        System.clearProperty(CBOR);
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        Map<String, String> config =
                ((KinesisTarget) target).config(address.orElseThrow().getPort());
        config.put("form", "envelope");
        return config;
    }
}
