package dev.headrace.sink.tck;

import dev.headrace.sink.SinkProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** The kit around a sink of a {@link Depot}. */
@ExtendWith(Cages.class)
class DepotCage extends SinkContract {

    @Override
    protected SinkProvider provider() {
        return Cages.inside();
    }

    @Override
    protected Target start() throws Exception {
        return new Depot();
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return Map.of(
                "port", Integer.toString(address.orElseThrow().getPort()), "token", Depot.TOKEN);
    }

    @Override
    protected Optional<String> poison() {
        return Optional.of("{\"n\":1,\"poison\":true}");
    }

    @Override
    protected Duration visibleWithin() {
        return Duration.ofSeconds(3);
    }

    @Override
    protected Duration recoversWithin() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected Duration goneWithin() {
        return Duration.ofSeconds(5);
    }
}
