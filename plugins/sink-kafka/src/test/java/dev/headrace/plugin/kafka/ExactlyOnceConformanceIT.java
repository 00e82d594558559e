package dev.headrace.plugin.kafka;

import dev.headrace.sink.tck.Target;

import org.junit.jupiter.api.Tag;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** The conformance kit over transactions. */
@Tag("real-server")
class ExactlyOnceConformanceIT extends KafkaConformanceIT {

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        Map<String, String> config = super.config(target, address);
        config.put("delivery", "exactly-once");
        return config;
    }
}
