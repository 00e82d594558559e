package dev.headrace.plugin.kafka;

import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The conformance kit over transactions. */
@Tag("real-server")
class ExactlyOnceConformanceIT extends KafkaConformanceIT {

    /** A broker is away by the proxy here, which is quicker; BrokerRestartIT kills it. */
    @Override
    Set<Target.Trouble> troubles() {
        return Set.of(Target.Trouble.DENIED);
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        Map<String, String> config = super.config(target, address);
        config.put("delivery", "exactly-once");
        // A transaction takes more requests than a record, and the kit's slow network delays each.
        config.put("timeout", "15s");
        return config;
    }
}
