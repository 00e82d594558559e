package dev.headrace.plugin.kafka;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.FaultProxy;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The conformance kit against a real broker, which tells its clients to come by the proxy. */
@Tag("real-server")
class KafkaConformanceIT extends SinkContract {

    private final FaultProxy proxy = FaultProxy.listen();

    @Override
    protected SinkProvider provider() {
        return new KafkaSinkProvider();
    }

    @Override
    protected Target start() throws Exception {
        KafkaBroker broker = KafkaBroker.start(List.of(proxy.address()));
        proxy.leadTo(broker.saslAddress());
        return new KafkaTarget(broker, troubles());
    }

    /** What can be wrong with the target itself. */
    Set<Target.Trouble> troubles() {
        return Set.of(Target.Trouble.DENIED, Target.Trouble.DOWN);
    }

    @Override
    protected FaultProxy proxy(Target target, InetSocketAddress address) {
        return proxy.leadTo(address);
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        Map<String, String> config =
                ((KafkaTarget) target).config("127.0.0.1:" + address.orElseThrow().getPort());
        config.put("timeout", "9s");
        return config;
    }

    @Override
    protected Optional<String> keepsItsClassLoader() {
        return Optional.of("the native libraries of the compressions");
    }
}
